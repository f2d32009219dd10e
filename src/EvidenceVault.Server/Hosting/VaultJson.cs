using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;
using NodaTime.Serialization.SystemTextJson;

namespace EvidenceVault.Server.Hosting;

/// <summary>The one way in which the vault writes and reads JSON: events, answers and stored documents alike.</summary>
public static class VaultJson
{
    /// <summary>The options: camelCase, kebab-case enums, NodaTime, nulls left out.</summary>
    public static readonly JsonSerializerOptions Options = Fixed(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    }));

    /// <summary>As <see cref="Options"/>, with nulls written out: the shape of answers, in which every field stands.</summary>
    public static readonly JsonSerializerOptions Answers = Fixed(Configure(new JsonSerializerOptions(JsonSerializerDefaults.Web)));

    // Else the framework completes them at first use, which two first requests at once do not survive.
    private static JsonSerializerOptions Fixed(JsonSerializerOptions options)
    {
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }

    /// <summary>Makes options read and write as the vault does.</summary>
    public static JsonSerializerOptions Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        // jsonb sorts its keys, so the discriminator of a nested fact need not come first.
        options.AllowOutOfOrderMetadataProperties = true;
        options.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        options.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false));
        options.ConfigureForNodaTime(DateTimeZoneProviders.Tzdb);
        return options;
    }
}
