using System.Collections.Immutable;
using AtRest.KeyPolicies.Deciding;

namespace AtRest.KeyPolicies.Access.Comparison;

/// <summary>The calls of a sample, as KMS would see them at one of the two keys.</summary>
/// <param name="Reading">The key's policy.</param>
/// <param name="Moment">When.</param>
/// <param name="Principal">Writes a principal of the first policy as this one would.</param>
/// <param name="Value">The same for a value of a condition key.</param>
internal sealed record SampleRequests(KeyPolicyReading Reading, DateTimeOffset Moment, Func<string, string> Principal, Func<string, string, string> Value)
{
    private const string ViaService = "kms:ViaService";
    private const string ForAwsResource = "kms:GrantIsForAWSResource";

    private readonly CallFacts now = CallFacts.Of(Reading, Moment).Known("aws:ResourceOrgID", Strangers.OwnersOrganization);

    private readonly WorkBudget budget = new();

    private readonly int perDecision = Reading.Policy.Statements.Sum(statement => 1 + statement.Conditions.Sum(condition => 1 + condition.Values.Length));

    /// <exception cref="PolicyTooIntricateException">Too much work for one policy.</exception>
    public AccessOutcome Decide(AccessRequest request)
    {
        budget.Spend(perDecision);
        return Reading.Alone.Decide(request);
    }

    /// <summary>Null where no such call can be: a service of another region never brings one to this key.</summary>
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
