using EvidenceVault.Domain.Retention;
using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Intake;

namespace EvidenceVault.Server.Retention;

/// <summary>Reads the scope of a hold or a case.</summary>
public static class ScopeFields
{
    /// <summary>The most that one part of a scope names.</summary>
    public const int Most = 10_000;

    /// <summary>The scope; null where anything is wrong with it.</summary>
    public static HoldScope? Scope(this JsonFields fields, string name, bool required)
    {
        if (fields.Object(name, required) is not { } json) return null;
        var consumers = Consumers(json);
        var campaigns = json.UrlReferences("campaigns", Most);
        var parties = json.UrlReferences("parties", Most);
        var from = json.Date("from");
        var to = json.Date("to");
        if (from >= to) json.Fault("to", ProblemCodes.EndsBeforeStart, "to is the first day no longer in the period: it comes after from.");
        json.Done();
        if (!json.HasErrors && consumers is null && campaigns is null && parties is null && from is null && to is null)
            json.Fault(null, ProblemCodes.Empty, "Name consumers, campaigns, parties or a period. For everything, give a period that begins with the first day.");
        return json.HasErrors ? null : new(consumers, campaigns, parties, from, to);
    }

    /// <summary>The scope of a case, whose period stands beside it.</summary>
    public static HoldScope? CaseScope(this JsonFields fields)
    {
        var period = fields.Object("period");
        var from = period?.Date("from");
        var to = period?.Date("to");
        if (from >= to) period!.Fault("to", ProblemCodes.EndsBeforeStart, "to is the first day no longer in the period: it comes after from.");
        period?.Done();
        if (!fields.Has("scope") && period is not null) return fields.HasErrors || (from is null && to is null) ? null : new(null, null, null, from, to);
        if (fields.Scope("scope", required: true) is not { } scope) return null;
        if (period is not null && (scope.From is not null || scope.To is not null))
        {
            fields.Fault("scope", ProblemCodes.Contradiction, "Give the period once: in period.");
            return null;
        }

        return period is null ? scope : scope with { From = from, To = to };
    }

    private static List<Guid>? Consumers(JsonFields json)
    {
        if (json.UrlReferences("consumers", Most) is not { } texts) return null;
        var consumers = new List<Guid>(texts.Count);
        foreach (var text in texts)
            if (Guid.TryParse(text, out var consumer)) consumers.Add(consumer);
            else
            {
                json.Fault("consumers", ProblemCodes.UnknownConsumer, "Consumers' ids are wanted, as a search by phone number answers them.");
                return null;
            }

        return consumers;
    }

    /// <summary>Free words of the principal's own staff that stand in an event: naming nobody.</summary>
    public static string? Reason(this JsonFields fields, string name, int most = 1_000)
    {
        var text = fields.Text(name, most, required: true);
        if (text is not null && Domain.Identity.PersonalData.ReadsAsPersonal(text))
            fields.Fault(name, ProblemCodes.PersonalDataInField, "This reads as a phone number or mail address; name nobody here: it is kept for good.");
        return text;
    }
}
