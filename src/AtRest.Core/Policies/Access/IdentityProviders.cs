using System.Collections.Frozen;
using AtRest.Core.Policies.Matching;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Identity providers that the policy names. No request can be made up for whoever comes through one, so what a statement allows counts, but
/// for what a Deny takes from everybody.
/// </summary>
internal sealed class IdentityProviders(KeyPolicyReading reading)
{
    public IEnumerable<(string Provider, Reach Reach)> Find() =>
        from statement in reading.Policy.Statements
        where statement is { Effect: StatementEffect.Allow, Principal.IsNegated: false, Action: not null, Resource: not null }
        from entry in statement.Principal.Entries
        where entry.Kind == PolicyPrincipalKind.Federated
        select (entry.Text, Reach.Of([.. Parts(statement, entry.Text)]));

    private IEnumerable<ActionReach> Parts(PolicyStatement statement, string provider)
    {
        var action = new ActionMatcher(statement.Action!);
        var resource = new ResourceMatcher(statement.Resource!, reading.Policy.Version, reading.Key.Value);
        foreach (var group in reading.ActionGroups.Where(group => action.IsMatch(group[0])))
        {
            var request = new AccessRequest { Principal = "anonymous", Action = group[0], Unknown = reading.Mentioned.ToFrozenSet(StringComparer.OrdinalIgnoreCase) };
            var denials = reading.Alone.Evaluate(request).Statements
                .Where(match => match.Effect == StatementEffect.Deny && match.Matches != Ternary.No && !Exempts(match.Index, provider))
                .ToList();
            if (resource.Match(request) != Ternary.No && denials.TrueForAll(match => match.Matches == Ternary.Unknown))
            {
                yield return new ActionReach(group, IsCertain: true, [statement.Index], [.. denials.Select(match => match.Index)], []);
            }
        }
    }

    private bool Exempts(int index, string provider) =>
        reading.Policy.Statements[index].Principal is { IsNegated: true } principal && principal.Entries.Any(entry => entry.Text == provider);
}
