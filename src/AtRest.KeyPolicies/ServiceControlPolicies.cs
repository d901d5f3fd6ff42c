using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies;

/// <summary>
/// Decides whether the service control policies of an organization let some principal of the key's account change the key policy. Each level (the root, each organizational unit, the account) must allow the
/// call, and no level may deny it (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_evaluation.html).
/// </summary>
public static class ServiceControlPolicies
{
    private const string PutKeyPolicy = "kms:PutKeyPolicy";

    /// <param name="levels">The policies that are attached to each level. No policy at any level: the organization does not use service control policies.</param>
    /// <param name="subject">The key.</param>
    /// <exception cref="PolicyTooComplexException">The policies are too complex to decide.</exception>
    public static ServiceControl Decide(ImmutableArray<ServiceControlLevel> levels, KeySubject subject)
    {
        if (levels.All(level => level.Policies.IsEmpty))
        {
            return new ServiceControl { State = levels.All(level => level.IsComplete) ? ServiceControlState.Open : ServiceControlState.Unknown };
        }

        var control = DecideOnce(levels, subject with { Choice = OwnerChoice.None });
        if (control.State != ServiceControlState.Unknown)
        {
            return control;
        }

        // A condition on what a principal can choose, such as a sign-in with MFA, does not lock the owner out.
        foreach (var choice in OwnerChoice.All(subject.Moment))
        {
            if (choice.In(control.Undecided) is not { IsEmpty: false } keys)
            {
                continue;
            }

            var chosen = DecideOnce(levels, subject with { Choice = choice });
            if (chosen is { State: ServiceControlState.Open } or { State: ServiceControlState.Unknown, Places.IsEmpty: true })
            {
                return chosen with { Chosen = keys };
            }
        }

        return control;
    }

    private static ServiceControl DecideOnce(ImmutableArray<ServiceControlLevel> levels, KeySubject subject)
    {
        var denials = new List<(GuardrailPlace Place, JsonNode Statement, PolicyStatement Parsed)>();
        var open = new List<(GuardrailPlace Place, PolicyStatement Parsed)>();
        var notUnderstood = new List<GuardrailPlace>();
        for (var level = 0; level < levels.Length; level++)
        {
            // What could not be read, or is not valid, can allow the call.
            var (allows, isComplete) = (Ternary.No, levels[level].IsComplete);
            for (var policy = 0; policy < levels[level].Policies.Length; policy++)
            {
                if (Read(levels[level].Policies[policy], subject) is not { } read)
                {
                    notUnderstood.Add(new GuardrailPlace(level, policy, null));
                    isComplete = false;
                    continue;
                }

                foreach (var (statement, node, matches) in read)
                {
                    if (statement.Effect == StatementEffect.Deny && matches != Ternary.No)
                    {
                        denials.Add((new GuardrailPlace(level, policy, statement.Index), node, statement));
                    }
                    else if (statement.Effect == StatementEffect.Allow && matches == Ternary.Yes)
                    {
                        allows = Ternary.Yes;
                    }
                    else if (statement.Effect == StatementEffect.Allow && matches == Ternary.Unknown)
                    {
                        allows = allows == Ternary.Yes ? allows : Ternary.Unknown;
                        open.Add((new GuardrailPlace(level, policy, statement.Index), statement));
                    }
                }
            }

            if (allows == Ternary.No && isComplete)
            {
                return new ServiceControl { State = ServiceControlState.Closed, Places = [new GuardrailPlace(level, null, null)] };
            }

            open.RemoveAll(allow => allow.Place.Level == level && (allows == Ternary.Yes || !isComplete));
        }

        // A Deny that certainly applies decides, whatever else is attached.
        var control = Decide(denials, open, subject);
        return control.State == ServiceControlState.Closed ? control
            : notUnderstood.Count > 0 ? new ServiceControl { State = ServiceControlState.NotUnderstood, Places = [.. notUnderstood] }
            : control.State == ServiceControlState.Open && levels.Any(level => !level.IsComplete) ? new ServiceControl { State = ServiceControlState.Unknown }
            : control;
    }

    /// <summary>Every level allows the call, perhaps under conditions. The denials of all levels are judged together, as in a key policy that allows the owner everything.</summary>
    private static ServiceControl Decide(List<(GuardrailPlace Place, JsonNode Statement, PolicyStatement Parsed)> denials, List<(GuardrailPlace Place, PolicyStatement Parsed)> open, KeySubject subject)
    {
        var owner = new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = subject.OwnerRoot }, ["Action"] = "kms:*", ["Resource"] = "*" };
        var all = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([owner, .. denials.Select(denial => denial.Statement)]) };
        var analysis = KeyPolicyAnalysis.Of(all.ToJsonString(), subject with { Roles = [], Grants = [] });
        if (!analysis.Reading.IsUnderstood)
        {
            return new ServiceControl { State = ServiceControlState.NotUnderstood, Places = [.. denials.Select(denial => denial.Place)] };
        }

        var control = analysis.OwnerControl;
        List<(GuardrailPlace Place, PolicyStatement Parsed)> denying =
            [.. control.Decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No).Select(match => (denials[match.Index - 1].Place, denials[match.Index - 1].Parsed))];

        // Where the account is in its organization is a fact, which the search for a caller does not know.
        List<(GuardrailPlace Place, PolicyStatement Parsed)> ofOrganization =
            [.. denials.Where(denial => denial.Parsed.Conditions.Any(condition => IsUndecided(condition, subject))).Select(denial => (denial.Place, denial.Parsed))];
        if (control is { IsCertain: false, Decision.Outcome: not AccessOutcome.Conditional } && ofOrganization.Count == 0)
        {
            return new ServiceControl { State = ServiceControlState.Closed, Places = [.. denying.Select(denial => denial.Place)] };
        }

        if (control.IsCertain && ofOrganization.Count == 0 && open.Count == 0)
        {
            return new ServiceControl { State = ServiceControlState.Open, Principal = control.Principal, Places = [.. denials.Select(denial => denial.Place)] };
        }

        List<(GuardrailPlace Place, PolicyStatement Parsed)> undecided = [.. denying.Concat(ofOrganization).Concat(open)];
        var known = FactsOf(analysis.Reading, subject).ToContext();
        return new ServiceControl
        {
            State = ServiceControlState.Unknown,
            Places = [.. undecided.Select(statement => statement.Place).Distinct().OrderBy(place => (place.Level, place.Policy ?? -1, place.Statement ?? -1))],
            Undecided =
            [
                .. undecided.SelectMany(statement => statement.Parsed.Conditions).Where(condition => IsUndecided(condition, subject) || (!known.ContainsKey(condition.Key) && ConditionKeys.Find(condition.Key) is not { Nature: ConditionKeyNature.Identity }))
                    .Select(condition => condition.Key).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase),
            ],
        };
    }

    private static bool IsUndecided(PolicyCondition condition, KeySubject subject) =>
        condition.Key.StartsWith("aws:PrincipalOrg", StringComparison.OrdinalIgnoreCase)
        && (subject.OrganizationId is null || !condition.Key.Equals("aws:PrincipalOrgID", StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// The statements, and whether each matches a change of the policy by some principal: unknown if it has conditions that decide. Null if the text is not a policy. A service control policy has no
    /// principals, so that each statement is about every principal of the account.
    /// </summary>
    private static List<(PolicyStatement Statement, JsonNode Node, Ternary Matches)>? Read(string json, KeySubject subject)
    {
        JsonObject? policy;
        try
        {
            policy = JsonNode.Parse(json) as JsonObject;
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            return null;
        }

        List<JsonNode?> nodes = policy?["Statement"] switch
        {
            JsonArray list => [.. list],
            JsonObject one => [one],
            _ => [],
        };
        if (policy is null || nodes.Count == 0 || nodes.Exists(node => node is not JsonObject || node["Principal"] is not null || node["NotPrincipal"] is not null))
        {
            return null;
        }

        foreach (var node in nodes)
        {
            node!["Principal"] = "*";
        }

        var reading = KeyPolicyReading.Of(subject.Key, subject.Facts, policy.ToJsonString());
        if (!reading.IsUnderstood)
        {
            return null;
        }

        // A Deny can be about a caller that the search finds later, so nothing about the call is known yet. An Allow must hold for every caller.
        var anyCall = reading.WithoutGrants.Evaluate(new AccessRequest { Principal = subject.OwnerRoot, Action = PutKeyPolicy, Unknown = [.. reading.Mentioned] });
        var ownCall = reading.WithoutGrants.Evaluate(
            FactsOf(reading, subject).ToRequest(reading, subject.OwnerRoot, PutKeyPolicy, key => key is null or { Nature: not ConditionKeyNature.Service }));
        return [.. reading.Policy.Statements.Select(statement => (statement, nodes[statement.Index]!.DeepClone(), (statement.Effect == StatementEffect.Deny ? anyCall : ownCall).Statements[statement.Index].Matches))];
    }

    /// <summary>What is the same in the direct calls of all principals of the account.</summary>
    private static CallFacts FactsOf(KeyPolicyReading reading, KeySubject subject)
    {
        var facts = CallFacts.Of(reading, subject.Moment)
            .Known("aws:PrincipalAccount", subject.Key.AccountId)
            .Known("kms:CallerAccount", subject.Key.AccountId)
            .Known("aws:PrincipalIsAWSService", "false")
            .Known("aws:ViaAWSService", "false")
            .Absent("kms:ViaService", "aws:CalledVia", "aws:CalledViaFirst", "aws:CalledViaLast");
        if (subject.OrganizationId is { } organization)
        {
            facts.Known("aws:ResourceOrgID", organization).Known("aws:PrincipalOrgID", organization);
        }

        foreach (var (key, value) in subject.Choice?.Values ?? OwnerChoice.None.Values)
        {
            facts.Choose(key, value);
        }

        return facts;
    }
}

/// <summary>The service control policies of one level: the account, an organizational unit above it, or the root.</summary>
/// <param name="Policies">The texts of those that were read.</param>
/// <param name="IsComplete">Whether all of them were read.</param>
public sealed record ServiceControlLevel(ImmutableArray<string> Policies, bool IsComplete);

/// <summary>Whether service control policies let the owner change the key policy.</summary>
public sealed record ServiceControl
{
    public required ServiceControlState State { get; init; }

    /// <summary>A principal that these policies certainly let change the key policy; null if there are no denials, or for other states.</summary>
    public string? Principal { get; init; }

    /// <summary>What decided, or is undecided. For <see cref="ServiceControlState.Open"/>: the denials that leave <see cref="Principal"/> free.</summary>
    public ImmutableArray<GuardrailPlace> Places { get; init; } = [];

    /// <summary>For <see cref="ServiceControlState.Unknown"/>: the condition keys whose values are not known.</summary>
    public ImmutableArray<string> Undecided { get; init; } = [];

    /// <summary>The condition keys on which it depends, and whose values an IAM user can choose: it signs in again, or with MFA.</summary>
    public ImmutableArray<string> Chosen { get; init; } = [];
}

/// <summary>The answers of <see cref="ServiceControlPolicies"/>.</summary>
public enum ServiceControlState
{
    /// <summary>Some principal can change the policy.</summary>
    Open,

    /// <summary>No principal can.</summary>
    Closed,

    /// <summary>It depends on something unknown, or on policies that were not read.</summary>
    Unknown,

    /// <summary>A policy is not valid.</summary>
    NotUnderstood,
}

/// <summary>A place among the policies of all levels, by indexes from 0.</summary>
/// <param name="Level">The level.</param>
/// <param name="Policy">The policy of the level; null: none of them allows the call.</param>
/// <param name="Statement">The statement; null: the whole policy.</param>
public sealed record GuardrailPlace(int Level, int? Policy, int? Statement);
