using AtRest.KeyPolicies.Fixing;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Tests.Access;
using AtRest.Tests.Shared;
using AtRest.Tests.Shared.KeyPolicies;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Fixing;

/// <summary>Tests properties that hold for every fixed policy, with random policies.</summary>
public sealed class FixPropertyTests
{
    private const int Samples = 300;

    [Fact]
    public void Fix_AnyPolicy_IsCompliantOrUnchangedAndIdempotent() => FixGenerators.Policy.SampleFixed(
        text =>
        {
            var once = Fixes.Of(text);
            var twice = Fixes.Of(once.Text);

            twice.Text.ShouldBe(once.Text);
            twice.Outcome.ShouldBe(once.Outcome == PolicyFixOutcome.CannotFix ? PolicyFixOutcome.CannotFix : PolicyFixOutcome.AlreadyCompliant);
            (once.Outcome == PolicyFixOutcome.Fixed || once.Text == text).ShouldBeTrue();
        },
        iter: Samples);

    [Fact]
    public void Fix_AnyPolicy_GivesNoOtherCallerMoreAccess() => FixGenerators.Policy.SampleFixed(
        text => Widening.ShouldBeNone(text, Fixes.Of(text).Text, KmsKeyArn.Parse(AccessSamples.KeyArn), AccessSamples.RoleArn),
        iter: Samples);

    [Fact]
    public void Fix_AnyPolicy_KeepsCompliantStatementsUnchanged() => Gen.Select(FixGenerators.Statements, FixGenerators.Right).SampleFixed(
        (statements, right) =>
        {
            var policy = FixGenerators.PolicyOf([.. statements, right]);
            Fixes.Of(policy).Text.ShouldContain(right);
        },
        iter: Samples);
}
