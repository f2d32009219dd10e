using System.Diagnostics;
using System.Net;

namespace EvidenceVault.Server.Tests.Ledger;

/// <summary>A timestamp authority of the test's own: OpenSSL behind a small server. It can be told to be away.</summary>
internal sealed class TimestampAuthority : IDisposable
{
    private const string Config =
        """
        [req]
        distinguished_name = name
        prompt = no
        [name]
        CN = Test authority
        [ca]
        basicConstraints = critical, CA:TRUE
        keyUsage = critical, keyCertSign
        [tsa_cert]
        basicConstraints = critical, CA:FALSE
        keyUsage = critical, digitalSignature
        extendedKeyUsage = critical, timeStamping
        [tsa]
        default_tsa = one
        [one]
        serial = serial
        default_policy = 1.2.3.4.1
        digests = sha256, sha384, sha512
        signer_digest = sha256
        accuracy = secs:1
        ess_cert_id_alg = sha256
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("evidence-vault-tsa-");
    private readonly HttpListener _listener = new();

    private TimestampAuthority(string address)
    {
        Address = address;
        _listener.Prefixes.Add(address);
    }

    public string Address { get; }

    /// <summary>The certificate to trust.</summary>
    public string Root => Path.Combine(_folder.FullName, "ca.pem");

    public bool IsAway { get; set; }

    public int Asked { get; private set; }

    public static bool IsPossible => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(p => File.Exists(Path.Combine(p, "openssl")));

    public static async Task<TimestampAuthority> StartAsync(int port)
    {
        var authority = new TimestampAuthority($"http://127.0.0.1:{port}/tsa/");
        var folder = authority._folder.FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "tsa.cnf"), Config);
        await File.WriteAllTextAsync(Path.Combine(folder, "serial"), "01\n");
        await authority.OpenSsl("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 30 -config tsa.cnf -extensions ca");
        await authority.OpenSsl("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -config tsa.cnf -subj /CN=Stamper");
        await authority.OpenSsl("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 30 -extfile tsa.cnf -extensions tsa_cert");
        authority._listener.Start();
        _ = authority.Serve();
        return authority;
    }

    public void Dispose()
    {
        _listener.Close();
        _folder.Delete(recursive: true);
    }

    /// <summary>Runs OpenSSL in the authority's folder, and gives what it says.</summary>
    public async Task<string> OpenSsl(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { WorkingDirectory = _folder.FullName, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var (said, trouble) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await said + await trouble : throw new InvalidOperationException(await trouble);
    }

    private async Task Serve()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            Asked++;
            if (IsAway || context.Request.ContentType != "application/timestamp-query")
            {
                context.Response.StatusCode = 503;
                context.Response.Close();
                continue;
            }

            await using (var query = File.Create(Path.Combine(_folder.FullName, "query.tsq"))) await context.Request.InputStream.CopyToAsync(query);
            await OpenSsl("ts -reply -queryfile query.tsq -config tsa.cnf -signer tsa.pem -inkey tsa.key -out reply.tsr");
            context.Response.ContentType = "application/timestamp-reply";
            await context.Response.OutputStream.WriteAsync(await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, "reply.tsr")));
            context.Response.Close();
        }
    }
}
