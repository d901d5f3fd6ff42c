using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Access;
using AtRest.Core.Tests.Rules.KeyPolicy;
using CsCheck;

namespace AtRest.Core.Tests.Policies.Access;

/// <summary>The access table, KPOL-2 and KPOL-3 tell one truth, tried on random policies.</summary>
public sealed class AccessAgreementTests
{
    private const int Samples = 400;

    private static readonly Arn Role = Arn.TryParse(KeyPolicyWorld.Role, out var role) ? role : throw new InvalidOperationException();

    [Fact]
    public void Outsiders_OfAnyPolicy_AreThoseOfTheForeignAccessRule() => RandomPolicies.Any.Sample(
        policy =>
        {
            var table = KeyAccess.Of(policy, AccessSamples.Key, grants: null, AccessSamples.Now);
            var named = new ForeignAccess(KeyPolicyReading.Of(AccessSamples.Key, metadata: null, policy), Role, AccessSamples.Now).Find()
                .Select(caller => caller.Kind == ForeignCallerKind.Anyone ? "*" : caller.Name);
            var outsiders = table.Rows.Where(row => row.IsForeign && row.Principal != Role.Value).Select(row => row.Principal);

            outsiders.Order(StringComparer.Ordinal).ShouldBe(named.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal), policy);
        },
        iter: Samples);

    [Fact]
    public void Public_InTheTable_IsWhatThePublicKeyRuleSays() => RandomPolicies.Any.Sample(
        policy =>
        {
            var reach = new PublicAccess(KeyPolicyReading.Of(AccessSamples.Key, metadata: null, policy), AccessSamples.Now).Find();
            var table = KeyAccess.Of(policy, AccessSamples.Key, grants: null, AccessSamples.Now);

            table.IsPublic.ShouldBe(reach is { Actions.IsEmpty: false }, policy);
            (table.IsPublic && !table.Rows.Any(row => row.Kind == AccessKind.Anyone)).ShouldBeFalse(policy);
        },
        iter: Samples);

    [Fact]
    public void EveryRow_OfAnyPolicy_HasRightsThroughStatementsThatAllow() => RandomPolicies.Any.Sample(
        policy =>
        {
            var rights = KeyAccess.Of(policy, AccessSamples.Key, grants: null, AccessSamples.Now).Rows.Select(row => row.Rights).ToList();

            rights.ShouldAllBe(row => !row.IsEmpty);
            rights.SelectMany(row => row).ShouldAllBe(right => !right.Actions.IsEmpty && right.Statement!.Effect == AtRest.KeyPolicies.StatementEffect.Allow);
        },
        iter: Samples);
}
