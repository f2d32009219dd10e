using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using EvidenceVault.Server.Hosting;
using Marten;
using Marten.Linq.Members;
using NodaTime;
using NodaTime.Text;
using Npgsql;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Postgresql;

namespace EvidenceVault.Server.Store;

/// <summary>Teaches Marten NodaTime: without the member mapping, LINQ over <see cref="Instant"/> is wrong in silence.</summary>
public static class MartenNodaTime
{
    /// <summary>Configures the store's serializer and type mappings. Process-wide, so it must run before any store is built.</summary>
    public static void UseVaultJson(this StoreOptions options)
    {
        PostgresqlProvider.Instance.RegisterMapping(typeof(Instant), "timestamp with time zone", NpgsqlDbType.TimestampTz);
        PostgresqlProvider.Instance.RegisterMapping(typeof(LocalDate), "date", NpgsqlDbType.Date);
        options.ConfigureNpgsqlDataSourceBuilder(b => b.UseNodaTime());
        options.Linq.MemberSources.Insert(0, new InstantMembers());
        options.UseSystemTextJsonForSerialization(EnumStorage.AsString, Casing.CamelCase, json =>
        {
            json.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
            json.Converters.Clear();
            json.Converters.Add(new LenientInstantConverter());
            VaultJson.Configure(json);
            json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        });
    }

    private sealed class InstantMembers : IMemberSource
    {
        public bool TryResolve(
            IQueryableMember parent, StoreOptions options, MemberInfo memberInfo, Type memberType, [NotNullWhen(true)] out IQueryableMember? member)
        {
            member = (Nullable.GetUnderlyingType(memberType) ?? memberType) == typeof(Instant) ? new InstantMember(options, parent, memberInfo) : null;
            return member is not null;
        }
    }

    private sealed class InstantMember : QueryableMember, IComparableMember
    {
        public InstantMember(StoreOptions options, IQueryableMember parent, MemberInfo info)
            : base(parent, options.Serializer().Casing, info) =>
            TypedLocator = $"{options.DatabaseSchemaName}.mt_immutable_timestamptz({RawLocator})";

        public override string SelectorForDuplication(string pgType) => TypedLocator.Replace("d.data", "data", StringComparison.Ordinal);
    }

    // LINQ projections answer "+00:00", which the stock converter refuses.
    private sealed class LenientInstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var text = reader.GetString()!;
            var parsed = InstantPattern.ExtendedIso.Parse(text);
            return parsed.Success ? parsed.Value : OffsetDateTimePattern.ExtendedIso.Parse(text).Value.ToInstant();
        }

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(InstantPattern.ExtendedIso.Format(value));
    }
}
