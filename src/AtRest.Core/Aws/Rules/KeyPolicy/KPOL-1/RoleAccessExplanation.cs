using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Explains why the cluster's role cannot, or may not be able to, make its calls, and how to fix this.</summary>
internal sealed class RoleAccessExplanation(KeyPolicyReading reading, Arn role, IReadOnlyList<Arn> expected, IReadOnlyList<RoleAccess> answers)
{
    private const int MaxNames = 3;
    private const int MaxReasons = 10;

    /// <summary>A sentence for each reason: the certain ones first, and of these the ones that affect most calls.</summary>
    public string All()
    {
        var reasons = answers
            .Where(answer => !answer.IsGranted)
            .GroupBy(answer => (answer.State, Culprits: string.Join(',', answer.Culprits), answer.Doubt, IsOfVolumes: answer.Scenario == RoleScenario.Volumes))
            .OrderByDescending(group => group.Key.State)
            .ThenByDescending(group => group.Count())
            .Select(group => Sentence(group.First(), Actions(group)))
            .ToList();
        var text = ReachText.Worst(reasons, MaxReasons, " ", more => $" There are {more} more reasons. 'atrest policy access' shows every statement with its conditions.");
        return $"{text} {NearMiss()}".TrimEnd();
    }

    public string Remedy()
    {
        var steps = new List<string>();
        if (Missing().Length > 0)
        {
            steps.Add("Add a separate statement that allows the cluster's role to call the missing actions. It does not affect other principals.");
        }

        var forbidding = Forbidding();
        if (forbidding.Count > 0)
        {
            steps.Add($"Exempt {(IsForVolumesOnly() ? "EC2's role" : "the cluster's role")} from {Statements(forbidding)}, for example by adding {Exemption(forbidding)} to the Condition. A Deny overrides every Allow.");
        }

        return string.Join(" ", steps);
    }

    /// <summary>The remedy if access depends only on conditions. A Deny keeps its condition, because otherwise it would apply to everybody.</summary>
    public (string Remedy, string? Code) Open(string documented)
    {
        var open = answers.Where(answer => !answer.IsGranted).SelectMany(answer => answer.Culprits).Distinct().Order().Select(index => reading.Policy.Statements[index]).ToList();
        var denials = open.Where(statement => statement.Effect == StatementEffect.Deny).ToList();
        var ofAllow = denials.Count < open.Count || open.Count == 0
            ? $"Remove the condition from the statements for the cluster's role, as in the policy that Camunda documents ({documented}), or ask Camunda to confirm that its calls meet the condition." : "";
        return denials.Count == 0 ? (ofAllow, null) : (
            $"{ofAllow} Exempt the cluster's role and EC2's role, which uses the cluster's volumes, from {Statements(denials.Select(statement => statement.Index))}, by adding the following line to the Condition. Do not remove the condition of a Deny, because the Deny would then apply to everybody.".TrimStart(),
            PolicyPatch.Exemption([role.Value, Principals.InfrastructureOf(role)], denials));
    }

    public string? PatchUse() => Missing() is { Length: > 0 } ? "Add the following statement." : null;

    /// <summary>The statement to add; or, if only a Deny is in the way, the condition to add to it.</summary>
    public string? Patch() => Missing() is { Length: > 0 } missing ? PolicyPatch.AllowRole(reading, role.Value, missing)
        : Forbidding() is { Count: > 0 } forbidding ? Exemption(forbidding)
        : null;

    private string Exemption(List<int> forbidding)
    {
        var forbidden = answers.Where(answer => answer.State == RoleAccessState.Forbidden).ToList();
        ImmutableArray<string> principals =
        [
            .. forbidden.Exists(answer => answer.Scenario != RoleScenario.Volumes) ? [role.Value] : Array.Empty<string>(),
            .. forbidden.Exists(answer => answer.Scenario == RoleScenario.Volumes) ? [Principals.InfrastructureOf(role)] : Array.Empty<string>(),
        ];
        return PolicyPatch.Exemption(principals, forbidding.Select(index => reading.Policy.Statements[index]));
    }

    private bool IsForVolumesOnly() => answers.Where(answer => answer.State == RoleAccessState.Forbidden).All(answer => answer.Scenario == RoleScenario.Volumes);

    private List<int> Forbidding() =>
        [.. answers.Where(answer => answer.State == RoleAccessState.Forbidden).SelectMany(answer => answer.Culprits).Distinct().Order()];

    private ImmutableArray<string> Missing() =>
        [.. answers.Where(answer => answer.State == RoleAccessState.NotAllowed).Select(answer => answer.Action).Distinct(StringComparer.Ordinal)];

    private string Sentence(RoleAccess answer, string actions) => answer.State switch
    {
        _ when answer.Scenario == RoleScenario.Volumes => Volumes(answer),
        RoleAccessState.NotAllowed when answer.Culprits.IsEmpty => $"No statement allows it {actions}.",
        RoleAccessState.NotAllowed =>
            $"{Capital(Statements(answer.Culprits))} would allow it {actions}, but has a condition that these calls do not meet: {Conditions(answer.Culprits)}.",
        RoleAccessState.Forbidden => $"{Capital(Statements(answer.Culprits))} denies it {actions}{ByCondition(answer.Culprits)}.",
        RoleAccessState.OnlyForAwsResources =>
            $"{Capital(Statements(answer.Culprits))} {(answer.Culprits.All(index => reading.Policy.Statements[index].Effect == StatementEffect.Deny) ? $"denies it {actions} except" : $"allows it {actions} only")} for resources of AWS services: {Conditions(answer.Culprits)}. AWS recommends this "
            + "condition for grants; Camunda's documentation advises against restricting the required actions of the cluster role. It is not documented whether the cluster also makes these calls directly.",
        _ when answer.Doubt is { } doubt => $"Whether it can call {actions} could not be determined{(answer.Culprits.IsEmpty ? "" : $" because of {Statements(answer.Culprits)}")}: {doubt}.",
        _ => $"Whether it can call {actions} depends on {Statements(answer.Culprits)}: {Conditions(answer.Culprits)}.{Reasons(answer.Culprits)}",
    };

    /// <summary>EC2 uses the volumes with its own role. A Deny that exempts only the cluster's role still applies to that role.</summary>
    private string Volumes(RoleAccess answer)
    {
        var who = $"EC2, which decrypts the data keys of the cluster's volumes as {Principals.InfrastructureOf(role)}";
        return answer.State == RoleAccessState.Forbidden
            ? $"{Capital(Statements(answer.Culprits))} denies kms:Decrypt to {who}{ByCondition(answer.Culprits)}, so encrypted volumes can no longer be attached."
            : $"Whether {Statements(answer.Culprits)} denies kms:Decrypt to {who} depends on its condition: {Conditions(answer.Culprits)}.{Reasons(answer.Culprits)}";
    }

    /// <summary>The actions, each with the paths on which it fails, unless it fails on all paths that need it.</summary>
    private static string Actions(IEnumerable<RoleAccess> group)
    {
        var byAction = group.GroupBy(answer => answer.Action).Select(calls => (Action: calls.Key, Ways: calls.Select(call => call.Scenario).ToList())).ToList();
        var named = byAction.Select(pair => RoleScenario.All.Count(scenario => scenario.Actions.Contains(pair.Action)) == pair.Ways.Count
            ? pair.Action
            : $"{pair.Action} ({Listing.Of([.. pair.Ways.Select(way => way.Phrase)])})");
        return Listing.Of([.. named]);
    }

    /// <summary>Other principals of the role's account that the policy allows. A common mistake is a role with a similar name.</summary>
    private string NearMiss()
    {
        var others = reading.Policy.Statements
            .Where(statement => statement.Effect == StatementEffect.Allow && !statement.Principal.IsNegated)
            .SelectMany(statement => statement.Principal.Entries)
            .Where(entry => (entry.AccountId == role.AccountId && !expected.Any(other => other.Value == entry.Text) && entry.Kind != PolicyPrincipalKind.Account) || Principals.CannotMatch(entry))
            .Select(entry => Quotes.Shorten(entry.Text) + (entry.Kind == PolicyPrincipalKind.UniqueId ? " (the unique ID of a deleted principal)"
                : Principals.IsSessionOf(entry, role) ? " (a single session of the role)"
                : ""))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return others.Count == 0 || Missing().Length == 0 ? "" : others.Count == 1
            ? $"The policy names {others[0]}, which is a different principal."
            : $"The policy names {Listing.UpTo(MaxNames, others)}. None of these is the cluster's role.";
    }

    private string Statements(IEnumerable<int> indexes) => ReachText.Statements(reading, [.. indexes]);

    private string Conditions(IEnumerable<int> indexes) => Quotes.Conditions(indexes.SelectMany(index => reading.Policy.Statements[index].Conditions));

    private string ByCondition(ImmutableArray<int> indexes) => Conditions(indexes) is { Length: > 0 } quoted ? $", with the condition {quoted}" : "";

    private string Reasons(IEnumerable<int> indexes)
    {
        var reasons = indexes.SelectMany(index => MentionedKeys.Of(reading.Policy.Statements[index])).Order(StringComparer.OrdinalIgnoreCase)
            .Select(name => (name, key: ConditionKeys.Find(name)))
            .Where(pair => pair.key is null or { Role: RoleKnowledge.Unknown } or { Nature: ConditionKeyNature.Key })
            .Select(pair => $" {pair.name}: {pair.key?.Reason ?? "AtRest does not support this condition key"}.")
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return string.Concat(reasons.Take(MaxNames)) + (reasons.Count > MaxNames ? $" The same applies to {reasons.Count - MaxNames} more condition keys." : "");
    }

    private static string Capital(string text) => string.Concat(char.ToUpperInvariant(text[0]).ToString(), text.AsSpan(1));
}
