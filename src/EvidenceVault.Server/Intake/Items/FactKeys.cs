using EvidenceVault.Domain.Dossiers;
using EvidenceVault.Server.Keys;

namespace EvidenceVault.Server.Intake.Items;

/// <summary>What turns the references, numbers and texts of an item into what may stand in an event's body.</summary>
public sealed record FactKeys(PrincipalKeys Principal, ConsumerKeys Consumer, string Holder, string Party, Guid EventId, string Phone)
{
    /// <summary>A reference to another fact of the dossier.</summary>
    public FactRef? Ref(StatedRef? stated) => stated is null ? null
        : stated.Party is { } party ? new FactRef(Principal.EventId(party, stated.Ref))
        : new FactRef(Principal.EventId(Holder, stated.Ref), Consumer.RefMac(stated.Ref));

    /// <summary>A commitment to a text in the annex.</summary>
    public string? TextHash(string? text) => text is null ? null : Consumer.TextHash(EventId, text);

    /// <summary>Whether a number is the consumer's own; null where none was stated.</summary>
    public bool? SameNumber(string? e164) => e164 is null ? null : e164 == Phone;

    public string? CallerNumberMac(string? e164) => e164 is null ? null : Principal.CallerNumberMac(e164);

    public string? AgentMac(string? pseudonym) => pseudonym is null ? null : Principal.AgentMac(Party, pseudonym);
}
