using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.Tests.Shared;
using CsCheck;
using static AtRest.KeyPolicies.Tests.Deciding.WorldChecks;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Compares the answers about all callers with a complete list of the callers and requests of a small world, for random policies. A failure prints the
/// smallest policy that shows it.
/// </summary>
public sealed class DecidedAccessProperties
{
    /// <summary>What an IAM user can choose.</summary>
    private static readonly Dictionary<string, ImmutableArray<string>> Choices = new(StringComparer.OrdinalIgnoreCase)
    {
        ["aws:MultiFactorAuthPresent"] = ["true"],
        ["aws:MultiFactorAuthAge"] = ["1"],
        ["aws:TokenIssueTime"] = ["2026-11-24T02:00:00Z"],
    };

    [Fact]
    public void Outsiders_IfAForeignCallerHasAccess_AreNotEmpty() => Hold(policy =>
        policy.FirstAllowed((caller, _) => IsOutsider(policy, caller)) is { } request && !policy.Analyze().Outsiders.Any(outsider => outsider.IsCertain || !policy.IsExact())
            ? $"{Show(request)} gets in, and there is no such outsider" : null);

    [Fact]
    public void Public_IfACallerThatNothingNamesHasAccess_IsNotNull() => Hold(policy =>
        policy.FirstAllowed((caller, request) => IsUnnamed(policy, caller, request)) is { } request && policy.Analyze().Public is var reach && (reach is null || (policy.IsExact() && reach.Actions.IsEmpty))
            ? $"{Show(request)} gets in, and the key is not public" : null);

    [Fact]
    public void Outsiders_EachCertainOne_HasAnExampleThatAwsCanSendAndThePolicyAllows() => Hold(policy => string.Join("; ",
        from outsider in policy.Analyze().Outsiders
        where outsider.IsCertain
        from part in outsider.Reach.Parts
        where part.IsCertain
        from fault in FaultsOf(part.Example, policy)
        select $"{outsider.Kind} {outsider.Name}: {fault}"));

    [Fact]
    public void Public_WhereCertain_HasAnExampleThatNothingNames() => Hold(policy => policy.Analyze().Public is { Actions.IsEmpty: false } reach
        ? string.Join("; ", FaultsOf(reach.Example, policy).Concat(NamesOf(reach.Example!, policy))) : null);

    [Fact]
    public void Public_WhereCertain_IsAnOutsiderToo() => Hold(policy => policy.Analyze() is { Public.Actions.IsEmpty: false } analysis
        && !analysis.Outsiders.Any(outsider => outsider.IsCertain && outsider.Kind is OutsiderKind.Anyone or OutsiderKind.Service) ? "no outsider is anyone" : null);

    [Fact]
    public void Outsiders_OfAPolicyWithoutUncertainty_AreCertain() => Hold(policy => policy.IsExact()
        ? string.Join("; ", policy.Analyze().Outsiders.Where(outsider => !outsider.IsCertain).Select(outsider => $"{outsider.Kind} {outsider.Name} is doubtful")) : null);

    [Fact]
    public void Outsiders_WithADenyAdded_DoNotAppear() => Hold(all => all.Deny, (policy, deny) =>
        Appears(policy, policy with { Statements = policy.Statements.Add(deny) }) ? $"somebody appears with {deny}" : null);

    [Fact]
    public void Outsiders_WithAnAllowRemoved_DoNotAppear() => Hold(all => all.Allow, (policy, allow) =>
        Appears(policy with { Statements = policy.Statements.Insert(0, allow) }, policy) ? $"somebody appears without {allow}" : null);

    [Fact]
    public void Outsiders_WithTheStatementsReversed_AreTheSame() => Hold(policy =>
    {
        var (one, other) = (policy.Analyze(), (policy with { Statements = [.. policy.Statements.Reverse()] }).Analyze());
        return (one.Public is null) == (other.Public is null) && KindsOf(one).SequenceEqual(KindsOf(other)) ? null : $"{string.Join(", ", KindsOf(one))} / {string.Join(", ", KindsOf(other))}";

        static IEnumerable<string> KindsOf(KeyPolicyAnalysis analysis) => analysis.Outsiders
            .Select(outsider => $"{outsider.Kind} {outsider.AccountId} {outsider.IsCertain}").Distinct().Order(StringComparer.Ordinal);
    });

    [Fact]
    public void OwnerControl_IsCertain_OnlyIfAPrincipalOfTheOwnerHasAccessForEveryOpenCondition() => Hold(policy =>
    {
        var control = policy.Analyze().OwnerControl;
        var evaluator = Requests.Evaluator(policy.ToString());
        var keys = MentionedKeys.Of(evaluator.Policy);
        var able = World.Callers.FirstOrDefault(caller => caller.IsIdentity && caller.Kind is not (WorldKind.FederatedUser or WorldKind.Session) && caller.Account == World.Owner && IsAllowed(evaluator, OwnersCall(caller, keys)));
        var isCertain = control is { IsCertain: true, Chosen.IsEmpty: true };
        return able is not null && !isCertain ? $"{able.Principal} can change the policy"
            : isCertain && CallerOf(control.Principal) is var found && (found is null || !IsAllowed(evaluator, OwnersCall(found, keys))) ? $"{control.Principal} cannot change the policy"
            : null;
    });

    [Fact]
    public void OwnerControl_WithChoices_IsOfAPrincipalThatCanMakeThem() => Hold(policy =>
    {
        var control = policy.Analyze().OwnerControl;
        if (control.Chosen.IsEmpty)
        {
            return null;
        }

        var evaluator = Requests.Evaluator(policy.ToString());
        var found = CallerOf(control.Principal);
        var isUser = found?.Kind == WorldKind.User;
        if (found is null || !(isUser || (found.Kind == WorldKind.Role && !control.Chosen.Any(key => key.StartsWith("aws:MultiFactorAuth", StringComparison.OrdinalIgnoreCase)))))
        {
            return $"{control.Principal} cannot choose {string.Join(", ", control.Chosen)}";
        }

        var call = OwnersCall(found, MentionedKeys.Of(evaluator.Policy));
        var chosen = call with
        {
            Unknown = call.Unknown.Except(control.Chosen, StringComparer.OrdinalIgnoreCase).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
            Context = call.Context.Concat(control.Chosen.Select(key => KeyValuePair.Create(key, Choices[key]))).ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
        };
        return IsAllowed(evaluator, chosen) ? null : $"{control.Principal} cannot change the policy with {string.Join(", ", control.Chosen)}";
    });

    /// <summary>The caller for a principal that the search found. Its attributes are parsed from the ARN here. Null if the principal is not in the owner's account.</summary>
    private static WorldCaller? CallerOf(string principal)
    {
        var name = principal[(principal.LastIndexOf('/') + 1)..];
        if (principal.Split('/') is ["arn:aws:sts::" + World.Owner + ":assumed-role", var role, _])
        {
            return World.Callers.First(caller => caller.Kind == WorldKind.Session && caller.Account == World.Owner && caller.Name == role) with { Principal = principal };
        }

        WorldKind? kind = !principal.Contains($":{World.Owner}:", StringComparison.Ordinal) ? null
            : principal.Contains(":role/", StringComparison.Ordinal) ? WorldKind.Role
            : principal.Contains(":user/", StringComparison.Ordinal) ? WorldKind.User
            : principal.EndsWith(":root", StringComparison.Ordinal) ? WorldKind.Root
            : null;
        var like = World.Callers.FirstOrDefault(caller => caller.Kind == kind && caller.Account == World.Owner);
        return like is null ? null : like with
        {
            Principal = principal,
            Facts = kind == WorldKind.User ? like.Facts.SetItem("aws:PrincipalArn", [principal]).SetItem("aws:username", [name]) : like.Facts.SetItem("aws:PrincipalArn", [principal]),
        };
    }

    private static bool Appears(WorldPolicy before, WorldPolicy after)
    {
        var (one, other) = (before.Analyze(), after.Analyze());
        return (one.Outsiders.IsEmpty && !other.Outsiders.IsEmpty) || (one.Public is null && other.Public is not null);
    }

    private static void Hold(Func<WorldPolicy, string?> findFault) => WorldPolicies.Any.SampleFixed(policy => Check(policy, findFault));

    private static void Hold(Func<(WorldPolicy Policy, WorldStatement Allow, WorldStatement Deny), WorldStatement> other, Func<WorldPolicy, WorldStatement, string?> findFault) =>
        WorldPolicies.WithOthers.SampleFixed(all => Check(all.Policy, smaller => findFault(smaller, other(all))));

    private static void Check(WorldPolicy policy, Func<WorldPolicy, string?> findFault)
    {
        if (Find(policy) is { Length: > 0 })
        {
            var smallest = policy.Minimize(smaller => Find(smaller) is { Length: > 0 });
            Assert.Fail($"{Find(smallest)}\n{smallest}");
        }

        string? Find(WorldPolicy candidate)
        {
            try
            {
                return findFault(candidate);
            }
            catch (PolicyTooComplexException)
            {
                return null;
            }
            catch (InvalidOperationException exception)
            {
                return exception.Message;
            }
        }
    }
}
