using AtRest.KeyPolicies.Fixing;

namespace AtRest.KeyPolicies.Tests.Fixing;

/// <summary>Runs the cases of fixing. A new case is a new file and needs no code.</summary>
public sealed class FixCaseTests
{
    public static TheoryData<string> Cases => [.. FixCase.All];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fix_PolicyOfCase_IsAsExpected(string name)
    {
        var @case = FixCase.Read(name);
        var result = @case.Fix();

        if (@case.Reason is { } reason)
        {
            result.Outcome.ShouldBe(PolicyFixOutcome.CannotFix, @case.What);
            result.Text.ShouldBe(@case.Text);
            string.Join('\n', [.. result.Reasons, .. result.Unmet.Select(unmet => unmet.ToString())]).ShouldContain(reason);
            return;
        }

        result.Outcome.ShouldBe(@case.Expected.IsEmpty ? PolicyFixOutcome.AlreadyCompliant : PolicyFixOutcome.Fixed, string.Join('\n', result.Reasons));
        result.Text.ShouldBe(@case.Expected.IsEmpty ? @case.Text : string.Join(@case.NewLine, @case.Expected), @case.What);
        result.Changes.IsEmpty.ShouldBe(@case.Expected.IsEmpty);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Fix_OfItsOwnResult_ChangesNothing(string name)
    {
        var @case = FixCase.Read(name);
        var once = @case.Fix();

        var twice = @case.Fix(once.Text);

        twice.Text.ShouldBe(once.Text);
        twice.Outcome.ShouldBe(once.Outcome == PolicyFixOutcome.CannotFix ? PolicyFixOutcome.CannotFix : PolicyFixOutcome.AlreadyCompliant);
    }
}
