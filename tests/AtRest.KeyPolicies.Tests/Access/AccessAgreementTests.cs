using AtRest.KeyPolicies.Access;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>Tests with random policies that the access table agrees with KPOL-2 and KPOL-3.</summary>
public sealed class AccessAgreementTests
{
    private const int Samples = 400;

    [Fact]
    public void Outsiders_OfAnyPolicy_AreThoseOfTheForeignAccessRule() => RandomPolicies.Any.SampleFixed(
        policy =>
        {
            var table = KeyPolicyAnalysis.Of(policy, AccessSamples.Subject()).Table();
            var named = KeyPolicyAnalysis.Of(policy, AccessSamples.Subject(AccessSamples.RoleArn)).Outsiders
                .Select(caller => caller.Kind == OutsiderKind.Anyone ? "*" : caller.Name);
            var outsiders = table.Rows.Where(row => row.IsForeign && row.Principal != AccessSamples.RoleArn).Select(row => row.Principal);

            outsiders.Order(StringComparer.Ordinal).ShouldBe(named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), policy);
        },
        iter: Samples);

    [Fact]
    public void Public_InTheTable_IsWhatThePublicKeyRuleSays() => RandomPolicies.Any.SampleFixed(
        policy =>
        {
            var reach = KeyPolicyAnalysis.Of(policy, AccessSamples.Subject(AccessSamples.RoleArn)).Public;
            var table = KeyPolicyAnalysis.Of(policy, AccessSamples.Subject()).Table();

            table.IsPublic.ShouldBe(reach is { Actions.IsEmpty: false }, policy);
            (table.IsPublic && !table.Rows.Any(row => row.Kind == AccessKind.Anyone)).ShouldBeFalse(policy);
        },
        iter: Samples);

    [Fact]
    public void EveryRow_OfAnyPolicy_HasRightsThroughStatementsThatAllow() => RandomPolicies.Any.SampleFixed(
        policy =>
        {
            var rights = KeyPolicyAnalysis.Of(policy, AccessSamples.Subject()).Table().Rows.Select(row => row.Rights).ToList();

            rights.Where(row => row.IsEmpty).ShouldBeEmpty();
            rights.SelectMany(row => row).Where(right => right.Actions.IsEmpty || right.Statement!.Effect != AtRest.KeyPolicies.StatementEffect.Allow).ShouldBeEmpty();
        },
        iter: Samples);
}
