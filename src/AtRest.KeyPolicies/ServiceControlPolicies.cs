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

    /// <param name="levels">The texts of the policies that are attached to each level. No policy at any level: the organization does not use service control policies.</param>
    /// <param name="subject">The key.</param>
    /// <exception cref="PolicyTooComplexException">The policies are too complex to decide.</exception>
    public static ServiceControl Decide(ImmutableArray<ImmutableArray<string>> levels, KeySubject subject)
    {
        if (levels.All(level => level.IsEmpty))
        {
            return new ServiceControl { State = ServiceControlState.Open };
        }

        var denials = new List<(GuardrailPlace Place, JsonNode Statement, PolicyStatement Parsed)>();
        var open = new List<GuardrailPlace>();
        for (var level = 0; level < levels.Length; level++)
        {
            var allows = Ternary.No;
            for (var policy = 0; policy < levels[level].Length; policy++)
            {
                if (Read(levels[level][policy], subject) is not { } read)
                {
                    return new ServiceControl { State = ServiceControlState.NotUnderstood, Places = [new GuardrailPlace(level, policy, null)] };
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
                        open.Add(new GuardrailPlace(level, policy, statement.Index));
                    }
                }
            }

            if (allows == Ternary.No)
            {
                return new ServiceControl { State = ServiceControlState.Closed, Places = [new GuardrailPlace(level, null, null)] };
            }

            open.RemoveAll(place => place.Level == level && allows == Ternary.Yes);
        }

        return Decide(denials, open, subject);
    }

    /// <summary>Every level allows the call, perhaps under conditions. The denials of all levels are judged together, as in a key policy that allows the owner everything.</summary>
    private static ServiceControl Decide(List<(GuardrailPlace Place, JsonNode Statement, PolicyStatement Parsed)> denials, List<GuardrailPlace> open, KeySubject subject)
    {
        var owner = new JsonObject { ["Effect"] = "Allow", ["Principal"] = new JsonObject { ["AWS"] = subject.OwnerRoot }, ["Action"] = "kms:*", ["Resource"] = "*" };
        var all = new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = new JsonArray([owner, .. denials.Select(denial => denial.Statement)]) };
        var analysis = KeyPolicyAnalysis.Of(all.ToJsonString(), subject with { Roles = [], Grants = [] });
        if (!analysis.Reading.IsUnderstood)
        {
            return new ServiceControl { State = ServiceControlState.NotUnderstood, Places = [.. denials.Select(denial => denial.Place)] };
        }

        var control = analysis.OwnerControl;
        ImmutableArray<GuardrailPlace> denying =
            [.. control.Decision.Statements.Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No).Select(match => denials[match.Index - 1].Place)];

        // Where the account is in its organization is a fact, which the search for a caller does not know.
        ImmutableArray<GuardrailPlace> ofOrganization = [.. denials.Where(denial => denial.Parsed.Conditions.Any(condition => IsUndecided(condition, subject))).Select(denial => denial.Place)];
        return control switch
        {
            { IsCertain: false, Decision.Outcome: not AccessOutcome.Conditional } when ofOrganization.IsEmpty => new ServiceControl { State = ServiceControlState.Closed, Places = denying },
            { IsCertain: true } when ofOrganization.IsEmpty && open.Count == 0 => new ServiceControl { State = ServiceControlState.Open, Principal = control.Principal, Places = [.. denials.Select(denial => denial.Place)] },
            _ => new ServiceControl { State = ServiceControlState.Unknown, Places = [.. denying.Concat(ofOrganization).Concat(open).Distinct().OrderBy(place => (place.Level, place.Policy ?? -1, place.Statement ?? -1))] },
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

        var request = new AccessRequest { Principal = subject.OwnerRoot, Action = PutKeyPolicy, Unknown = [.. reading.Mentioned] };
        var decision = reading.WithoutGrants.Evaluate(request);
        return [.. reading.Policy.Statements.Select(statement => (statement, nodes[statement.Index]!.DeepClone(), decision.Statements[statement.Index].Matches))];
    }
}

/// <summary>Whether service control policies let the owner change the key policy.</summary>
public sealed record ServiceControl
{
    public required ServiceControlState State { get; init; }

    /// <summary>A principal that these policies certainly let change the key policy; null if there are no denials, or for other states.</summary>
    public string? Principal { get; init; }

    /// <summary>What decided, or is undecided. For <see cref="ServiceControlState.Open"/>: the denials that leave <see cref="Principal"/> free.</summary>
    public ImmutableArray<GuardrailPlace> Places { get; init; } = [];
}

/// <summary>The answers of <see cref="ServiceControlPolicies"/>.</summary>
public enum ServiceControlState
{
    /// <summary>Some principal can change the policy.</summary>
    Open,

    /// <summary>No principal can.</summary>
    Closed,

    /// <summary>It depends on something unknown.</summary>
    Unknown,

    /// <summary>A policy is not valid.</summary>
    NotUnderstood,
}

/// <summary>A place among the policies of all levels, by indexes from 0.</summary>
/// <param name="Level">The level.</param>
/// <param name="Policy">The policy of the level; null: none of them allows the call.</param>
/// <param name="Statement">The statement; null: the whole policy.</param>
public sealed record GuardrailPlace(int Level, int? Policy, int? Statement);
