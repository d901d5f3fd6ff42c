using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Core.Policies;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>Names outsiders, and says what keeps each out.</summary>
internal sealed class ForeignCallerText(KeyPolicyReading reading, Arn role)
{
    private const int MaxNames = 3;

    public string Describe(ForeignCaller caller)
    {
        var who = caller.Kind switch
        {
            ForeignCallerKind.Anyone => caller.Name,
            ForeignCallerKind.RoleAccount => $"the whole account {caller.Name} of the cluster's role, every other tenant's role in it included",
            ForeignCallerKind.Account => $"the whole account {caller.Name}",
            ForeignCallerKind.OtherTenant => $"{caller.Name}, which is in the account of the cluster's role but is not this role",
            ForeignCallerKind.Identity => $"{caller.Name} of another account",
            ForeignCallerKind.Service when caller.Name == ServiceCalls.AnyService => "AWS services, whichever account they act for",
            ForeignCallerKind.Service => $"the service {caller.Name}, whichever account it acts for",
            _ => $"the identity provider {caller.Name}",
        };
        var isCertain = !caller.Reach.Actions.IsEmpty || caller.Kind == ForeignCallerKind.Federated;
        var statements = isCertain ? caller.Reach.Statements : caller.Reach.DoubtfulStatements;
        var actions = isCertain ? caller.Reach.Actions : caller.Reach.Doubtful;
        var what = actions.IsEmpty ? "" : $" ({ReachText.Actions(actions)})";
        return $"{who}{what} through {ReachText.Statements(reading, statements)}{Under(statements)}";
    }

    public string Remedy(ImmutableArray<ForeignCaller> callers)
    {
        var steps = new List<string>();
        foreach (var kind in callers.Select(caller => caller.Kind).Distinct().Order())
        {
            var statements = ReachText.Statements(reading, [.. callers.Where(caller => caller.Kind == kind).SelectMany(caller => caller.Reach.Statements).Distinct().Order()]);
            steps.Add(kind switch
            {
                ForeignCallerKind.Anyone => $"In {statements}, name the principals that are meant instead of \"*\" or NotPrincipal.",
                ForeignCallerKind.RoleAccount => $"In {statements}, replace the account by the cluster's role {role.Value}.",
                ForeignCallerKind.Service => $"In {statements}, tie the service to account {reading.Key.AccountId} by a condition on the account for which it acts.",
                _ => $"Remove from {statements} whom this report names there, unless you can accept that access and record it as a waiver.",
            });
        }

        return string.Join(" ", steps);
    }

    public static string? RemedyCodeUse(ImmutableArray<ForeignCaller> callers) =>
        callers.Any(caller => caller.Kind == ForeignCallerKind.RoleAccount) ? "Below is the principal to write."
        : callers.All(caller => caller.Kind == ForeignCallerKind.Service) ? "Below is the condition to add."
        : null;

    /// <summary>What can be pasted: the right principal, or the condition that ties a service to the owner's account.</summary>
    public static string? RemedyCode(ImmutableArray<ForeignCaller> callers, Arn role, KmsKeyArn key) =>
        callers.Any(caller => caller.Kind == ForeignCallerKind.RoleAccount) ? $"\"Principal\": {{\"AWS\": \"{role.Value}\"}}"
        : callers.All(caller => caller.Kind == ForeignCallerKind.Service) ? PolicyPatch.OnlyForAccount(key.AccountId)
        : null;

    /// <summary>Entries that match nobody are no access, but nobody can have meant them.</summary>
    public string Dead()
    {
        var dead = reading.Policy.Statements
            .Where(statement => statement.Effect == StatementEffect.Allow)
            .SelectMany(statement => statement.Principal.Entries)
            .Where(Principals.IsDead)
            .Select(entry => Quotes.Shorten(entry.Text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return dead.Count == 0 ? "" : $". It also names {Wording.ListUpTo(MaxNames, dead)}, which AWS matches with nobody";
    }

    private string Under(ImmutableArray<int> statements) =>
        ReachText.Conditions(reading, statements) is { Length: > 0 } conditions ? $", whose condition does not keep it out: {conditions}" : "";
}
