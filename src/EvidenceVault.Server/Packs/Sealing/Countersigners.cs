using EvidenceVault.Server.Access;
using EvidenceVault.Server.Hosting;
using NodaTime;

namespace EvidenceVault.Server.Packs.Sealing;

/// <summary>Who may countersign packs, and with which certificates, from the configuration.</summary>
public sealed class Countersigners(VaultSettings settings, SealCertificate seal, IClock clock)
{
    private const string SelfIssuedName = "CN=Evidence Vault tweede persoon (second person), OU=zelf uitgegeven (self-issued)";

    private readonly Lazy<IReadOnlyList<(CountersignerSettings Who, PackSeal Certificate)>> _all = new(
        () => [.. settings.Countersigners.Select((who, n) => (who, PackSeal.Read(who.Certificate, who.Password, $"Countersigners__{n}__Certificate", $"Countersigners__{n}__Password")))]);

    /// <summary>Looks whether they can be read, so that a wrong setting shows at the start.</summary>
    /// <exception cref="InvalidOperationException">One cannot; or two are one, so that nobody could tell a second person from the first.</exception>
    public void Check()
    {
        var certificates = _all.Value.Select(c => c.Certificate.Data.Sha256).ToList();
        if (seal.Check() is { } sealing) certificates.Add(sealing.Data.Sha256);
        if (certificates.Distinct().Count() < certificates.Count)
            throw new InvalidOperationException("Vault__Countersigners must have a certificate of its own each, and another one than Vault__SealCertificate.");
    }

    /// <summary>Makes those that are missing, for trying things out: they say whose they are to nobody.</summary>
    public void CreateIfMissing()
    {
        foreach (var who in settings.Countersigners) SelfIssued.CreateIfMissing(who.Certificate, who.Password, SelfIssuedName, clock.GetCurrentInstant());
    }

    /// <summary>What a person countersigns with; null: the configuration names none.</summary>
    /// <param name="principal">Whose key it is.</param>
    /// <param name="person">The holder that the key names.</param>
    public PackSeal? Of(string principal, string person) => _all.Value
        .Where(c => (c.Who.Principal.Length == 0 || c.Who.Principal == principal) && SecondPerson.IsSame(c.Who.Holder, person))
        .OrderByDescending(c => c.Who.Principal.Length)
        .Select(c => c.Certificate)
        .FirstOrDefault();
}
