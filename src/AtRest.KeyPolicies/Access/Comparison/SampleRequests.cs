using System.Collections.Immutable;
using AtRest.KeyPolicies.Deciding;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>Creates the sample requests to one of the two keys, and decides them.</summary>
/// <param name="Reading">The policy of the key.</param>
/// <param name="Moment">The time of the calls.</param>
/// <param name="Principal">Translates a principal from the names of the first policy to the names of this policy.</param>
/// <param name="Value">Translates the value of a condition key in the same way.</param>
internal sealed record SampleRequests(KeyPolicyReading Reading, DateTimeOffset Moment, Func<string, string> Principal, Func<string, string, string> Value)
{
    private const string ViaService = "kms:ViaService";
    private const string ForAwsResource = "kms:GrantIsForAWSResource";

    private readonly CallFacts now = CallFacts.Of(Reading, Moment).Known("aws:ResourceOrgID", Placeholders.OwnerOrganization);

    private readonly WorkBudget budget = new();

    private readonly int perDecision = Reading.Policy.Statements.Sum(statement => 1 + statement.Conditions.Sum(condition => 1 + condition.Values.Length));

    /// <exception cref="PolicyTooComplexException">The comparison exceeds its work budget.</exception>
    public AccessOutcome Decide(AccessRequest request)
    {
        budget.Spend(perDecision);
        return Reading.WithoutGrants.Decide(request);
    }

    /// <summary>The request; null if it is impossible, since a service of another region does not call this key.</summary>
    public AccessRequest? Make(SampleCaller caller, ImmutableSortedDictionary<string, string?> context, RoleScenario way, string action)
    {
        var here = caller with { Principal = Principal(caller.Principal) };
        var facts = here.Identify(now.Copy(), action, Reading.Key.AccountId);
        if (!RoleCalls.IsGrantAction(action))
        {
            facts.Absent(ForAwsResource);
        }

        foreach (var (key, value) in context)
        {
            var local = value is null ? null : Value(key, value);
            if (local is not null && key.Equals(ViaService, StringComparison.OrdinalIgnoreCase) && !local.Contains($".{Reading.Key.Region}.", StringComparison.Ordinal))
            {
                return null;
            }

            facts.Choose(key, local);
        }

        facts.Choose(ViaService, way.Service is { } service ? $"{service}.{Reading.Key.Region}.amazonaws.com" : null)
            .Choose("aws:ViaAWSService", way.Service is null ? "false" : "true")
            .Choose(ForAwsResource, way == RoleScenario.ThroughEbs ? "true" : "false");
        return facts.ToRequest(Reading, here.Principal, action, _ => false);
    }
}
