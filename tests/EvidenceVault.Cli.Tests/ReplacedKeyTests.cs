using EvidenceVault.Cli.Ledger;
using EvidenceVault.Verification.Ledger;

namespace EvidenceVault.Cli.Tests;

/// <summary>A key that was replaced signs nothing new, and what it signed stays good.</summary>
public sealed class ReplacedKeyTests
{
    private const string Origin = "vault.example/evidence-vault";
    private static readonly DateTime Noon = new(2026, 9, 1, 12, 0, 0, DateTimeKind.Utc);
    private static readonly NoteSigner Old = new(Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)1, 32)]);
    private static readonly NoteSigner Current = new(Origin, NoteSignatureKind.Plain, [.. Enumerable.Repeat((byte)2, 32)]);

    [Fact]
    public void checkpoints_of_a_key_and_of_the_one_after_it_are_as_they_should_be() =>
        Look((1, [Old]), (2, [Old]), (3, [Old, Current]), (4, [Current]), (5, [Current])).ShouldBeEmpty();

    [Fact]
    public void a_key_that_was_replaced_and_signs_a_larger_ledger_is_told_whatever_the_dates_say() =>
        Look((1, [Old]), (3, [Old, Current]), (4, [Current]), (5, [Old]), (6, [Current])).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            f => f.Kind.ShouldBe("stale-key"), f => f.Detail.ShouldContain("5 leaves"));

    [Fact]
    public void one_signed_by_both_is_no_fault_for_the_current_key_signed_it() => Look((1, [Old]), (2, [Current]), (3, [Old, Current])).ShouldBeEmpty();

    [Fact]
    public void a_checkpoint_that_was_signed_before_a_smaller_one_is_told()
    {
        Look(Noon, (1, 0), (2, -4)).ShouldBeEmpty();
        Look(Noon, (1, 0), (2, -6)).ShouldHaveSingleItem().Kind.ShouldBe("checkpoint-dated");
    }

    [Fact]
    public void dates_at_the_ends_of_the_calendar_stop_nothing()
    {
        var key = new DatedKey(Old.Key, DateTime.MinValue, DateTime.MaxValue.AddTicks(-1));
        foreach (var at in new[] { DateTime.MinValue, Noon, DateTime.MaxValue }) key.IsInUse(at).ShouldBeTrue();
        new DatedKey(Old.Key, Noon, Noon).IsInUse(DateTime.MaxValue).ShouldBeFalse();
        new DatedKey(Old.Key, Noon, Noon).IsInUse(DateTime.MinValue).ShouldBeFalse();
    }

    private static List<Finding> Look(DateTime at, params (int Size, int Minutes)[] checkpoints) => Look([.. checkpoints.Select(c => ((long)c.Size, new[] { Old }, at.AddMinutes(c.Minutes)))]);

    private static List<Finding> Look(params (int Size, NoteSigner[] By)[] checkpoints) => Look([.. checkpoints.Select(c => ((long)c.Size, c.By, Noon))]);

    private static List<Finding> Look(IReadOnlyList<(long Size, NoteSigner[] By, DateTime At)> checkpoints)
    {
        var findings = new List<Finding>();
        var (tree, notes) = (new MerkleTree(), new List<CheckpointToCheck>());
        foreach (var (size, by, at) in checkpoints)
        {
            while (tree.Size < size) tree.Append(MerkleHash.OfLeaf([(byte)tree.Size]));
            var text = new Checkpoint(Origin, size, tree.Root).Text;
            notes.Add(new(size, new SignedNote(text, [.. by.Select(s => s.Sign(text))]).ToString(), at));
        }

        var (again, check) = (new MerkleTree(), new CheckpointsOnTheWay(Origin, [Old.Key, Current.Key], [], notes, findings));
        while (again.Size < tree.Size)
        {
            again.Append(MerkleHash.OfLeaf([(byte)again.Size]));
            check.At(again);
        }

        check.End(again.Size);
        return findings;
    }
}
