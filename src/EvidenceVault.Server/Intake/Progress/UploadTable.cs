using EvidenceVault.Server.Hosting;
using EvidenceVault.Server.Store;
using NodaTime;
using Npgsql;
using NpgsqlTypes;

namespace EvidenceVault.Server.Intake.Progress;

/// <summary>Uploads in the database, where every server finds them. Counts only: nothing in it is about a person.</summary>
public sealed class UploadTable(VaultDatabase database)
{
    private const string Columns = "id, holder, format, dry_run, state, started_at, updated_at, lines, accepted, duplicate, rejected, bytes, total_bytes";

    // Its server writes every second; what stands still for this long has none any more.
    private static readonly Duration Patience = Duration.FromSeconds(30);

    /// <summary>Writes how uploads stand.</summary>
    public async Task Write(IReadOnlyList<(string Principal, UploadDocument Upload)> uploads, CancellationToken ct)
    {
        await using var connection = await database.Source.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var (principal, upload) in uploads) batch.BatchCommands.Add(Upsert(principal, upload));
        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>An upload; null where there is none.</summary>
    /// <param name="principal">Whose evidence it is.</param>
    /// <param name="holder">Only one of this holder; null: of any.</param>
    /// <param name="id">Its id.</param>
    /// <param name="now">The present.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<UploadDocument?> Find(string principal, string? holder, Guid id, Instant now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"select {Columns} from {VaultStore.Schema}.evidence_upload where principal = $1 and ($2::text is null or holder = $2) and id = $3");
        command.Parameters.AddRange(new NpgsqlParameter[] { new() { Value = principal }, Text(holder), new() { Value = id } });
        await using var rows = await command.ExecuteReaderAsync(ct);
        return await rows.ReadAsync(ct) ? Read(rows, now) : null;
    }

    /// <summary>Uploads, the latest first.</summary>
    /// <param name="principal">Whose evidence they are.</param>
    /// <param name="holder">Only those of this holder; null: of all.</param>
    /// <param name="before">Only those with a lesser id; null: from the latest.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="now">The present.</param>
    /// <param name="ct">Ends it.</param>
    public async Task<IReadOnlyList<UploadDocument>> List(string principal, string? holder, Guid? before, int limit, Instant now, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand(
            $"""
            select {Columns} from {VaultStore.Schema}.evidence_upload
            where principal = $1 and ($2::text is null or holder = $2) and ($3::uuid is null or id < $3)
            order by id desc limit $4
            """);
        command.Parameters.AddRange(new NpgsqlParameter[]
        {
            new() { Value = principal }, Text(holder), new() { Value = (object?)before ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid }, new() { Value = limit },
        });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var found = new List<UploadDocument>();
        while (await rows.ReadAsync(ct)) found.Add(Read(rows, now));
        return found;
    }

    /// <summary>Forgets uploads that began before an instant.</summary>
    public async Task Forget(Instant before, CancellationToken ct)
    {
        await using var command = database.Source.CreateCommand($"delete from {VaultStore.Schema}.evidence_upload where started_at < $1");
        command.Parameters.Add(new() { Value = before });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static NpgsqlBatchCommand Upsert(string principal, UploadDocument upload) => new(
        $"""
        insert into {VaultStore.Schema}.evidence_upload ({Columns}, principal) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        on conflict (id) do update set state = $5, updated_at = $7, lines = $8, accepted = $9, duplicate = $10, rejected = $11, bytes = $12
        """)
    {
        Parameters =
        {
            new() { Value = upload.Id },
            new() { Value = upload.Party },
            new() { Value = (int)upload.Format },
            new() { Value = upload.DryRun },
            new() { Value = (int)upload.State },
            new() { Value = upload.StartedAt },
            new() { Value = upload.UpdatedAt },
            new() { Value = upload.Lines },
            new() { Value = upload.Accepted },
            new() { Value = upload.Duplicate },
            new() { Value = upload.Rejected },
            new() { Value = upload.Bytes },
            new() { Value = (object?)upload.TotalBytes ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint },
            new() { Value = principal },
        },
    };

    private static UploadDocument Read(NpgsqlDataReader row, Instant now)
    {
        var begun = new UploadBegun(
            row.GetGuid(0), row.GetString(1), (UploadFormat)row.GetInt32(2), row.GetBoolean(3), row.GetFieldValue<Instant>(5), row.IsDBNull(12) ? null : row.GetInt64(12));
        var (state, updated) = ((UploadState)row.GetInt32(4), row.GetFieldValue<Instant>(6));
        if (state == UploadState.Running && now - updated > Patience) state = UploadState.CutOff;
        return UploadDocument.Of(begun, state, updated, row.GetInt64(7), row.GetInt64(11), new(row.GetInt64(8), row.GetInt64(9), row.GetInt64(10)));
    }

    private static NpgsqlParameter Text(string? value) => new() { Value = (object?)value ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text };
}
