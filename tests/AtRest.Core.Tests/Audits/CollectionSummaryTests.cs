using AtRest.Core.Audits;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Tests.Rules;

namespace AtRest.Core.Tests.Audits;

/// <summary>How much could be read, for people who follow an audit.</summary>
public sealed class CollectionSummaryTests
{
    [Fact]
    public void Of_EverythingRead_HasNothingUnread()
    {
        var summary = CollectionSummary.Of(CaseWorld.With([]).Clouds, most: 10);

        summary.NotRead.ShouldBe(0);
        summary.Read.ShouldBeGreaterThan(5);
        summary.Unread.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(AbsenceKind.Denied, 0, 1)]
    [InlineData(AbsenceKind.Failed, 0, 1)]
    [InlineData(AbsenceKind.NotAttempted, 0, 1)]
    [InlineData(AbsenceKind.NotFound, 1, 0)]
    [InlineData(AbsenceKind.Unsupported, 1, 0)]
    [InlineData(AbsenceKind.NotCollected, 0, 0)]
    public void Of_AbsentPiece_CountsByItsKind(AbsenceKind kind, int read, int notRead)
    {
        var evidence = CaseWorld.With([]).Clouds;
        var all = CollectionSummary.Of(evidence, most: 10).Read;

        var summary = CollectionSummary.Of(Without(evidence, kind), most: 10);

        summary.Read.ShouldBe(all - 1 + read);
        summary.NotRead.ShouldBe(notRead);
        summary.Unread.Select(piece => (piece.Source, piece.Cause)).ShouldBe(notRead == 0 ? [] : [("kms:GetKeyPolicy", "Because.")]);
    }

    [Fact]
    public void Of_MorePiecesThanAreListed_CountsAll()
    {
        var summary = CollectionSummary.Of(Without(CaseWorld.With([]).Clouds, AbsenceKind.Denied), most: 0);

        summary.NotRead.ShouldBe(1);
        summary.Unread.ShouldBeEmpty();
    }

    private static CloudEvidence Without(CloudEvidence clouds, AbsenceKind kind) => clouds.With(clouds.Aws with
    {
        Keys = [.. clouds.Aws.Keys.Select(key => key with { Policy = key.Policy with { Value = null, Sha256 = null, Absence = new Absence { Kind = kind, Cause = "Because." } } })],
    });
}
