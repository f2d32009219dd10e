using Npgsql;

namespace EvidenceVault.TestBed;

/// <summary>What a server needs to know about its services, by the names of its settings.</summary>
public sealed record ServiceConnections(string Vault, string Keys, string Blobs)
{
    private const string Prefix = "ConnectionStrings__";

    /// <summary>As environment variables of a server process.</summary>
    public IReadOnlyDictionary<string, string> AsEnvironment() => new Dictionary<string, string>
    {
        [Prefix + nameof(Vault)] = Vault,
        [Prefix + nameof(Keys)] = Keys,
        [Prefix + nameof(Blobs)] = Blobs,
    };

    /// <summary>As settings of a server inside the test process (<c>ConnectionStrings:Vault</c> and so on).</summary>
    public IReadOnlyDictionary<string, string?> AsSettings() =>
        AsEnvironment().ToDictionary(pair => pair.Key.Replace("__", ":", StringComparison.Ordinal), pair => (string?)pair.Value);

    /// <summary>Null unless the environment names both a database and a blob account.</summary>
    public static ServiceConnections? FromEnvironment() =>
        Read(Environment.GetEnvironmentVariable) is { Vault: not "", Blobs: not "" } given ? given : null;

    public static ServiceConnections FromAssignments(IReadOnlyDictionary<string, string> variables) =>
        Read(name => variables.GetValueOrDefault(name));

    public ServiceConnections WithDatabase(string name) => this with { Vault = At(Vault, name), Keys = At(Vault, name + "_keys") };

    /// <summary>The blob account with this number beside the first; see <c>ops/embedded/blob.mjs</c>.</summary>
    public ServiceConnections WithSpareAccount(int number)
    {
        var account = Blobs.Split(';').Single(part => part.StartsWith("AccountName=", StringComparison.Ordinal))["AccountName=".Length..];
        return this with { Blobs = Blobs.Replace(account, $"{account}{number:000}", StringComparison.Ordinal) };
    }

    private static ServiceConnections Read(Func<string, string?> variable)
    {
        string Get(string name) => variable(Prefix + name) ?? "";
        return new(Get(nameof(Vault)), Get(nameof(Keys)), Get(nameof(Blobs)));
    }

    private static string At(string connectionString, string database) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Database = database }.ConnectionString;
}
