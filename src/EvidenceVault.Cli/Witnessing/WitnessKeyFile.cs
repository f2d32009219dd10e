using System.Security.Cryptography;
using EvidenceVault.Cli.Import;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Witnessing;

/// <summary>A witness's key: 32 random bytes as base64, in a file that only its owner may read.</summary>
public static class WitnessKeyFile
{
    /// <summary>Makes one.</summary>
    /// <exception cref="IOException">The file is there already: a key is never overwritten.</exception>
    public static void Create(string file)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var writer = new StreamWriter(file, options);
        writer.WriteLine(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
    }

    /// <summary>A signer with the key of a file.</summary>
    /// <exception cref="WrongCallException">It holds none, or the name is none.</exception>
    /// <param name="name">The name it signs by.</param>
    /// <param name="file">The file.</param>
    /// <param name="kind">What it signs.</param>
    public static NoteSigner Signer(string name, string file, NoteSignatureKind kind = NoteSignatureKind.Cosignature)
    {
        var seed = new byte[48];
        if (!Convert.TryFromBase64String(File.ReadAllText(file).Trim(), seed, out var length) || length != 32) throw new WrongCallException("--key-file must hold 32 bytes as base64; vault witness new-key makes one.");
        try
        {
            return new(name, kind, seed[..32]);
        }
        catch (ArgumentException e)
        {
            throw new WrongCallException($"--name: {e.Message}");
        }
    }
}
