using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Names outsiders, and says what to do about each.</summary>
internal sealed class OutsiderText(KeyPolicySituation situation)
{
    private const int MaxNames = 3;

    private KeyPolicyReading Reading => situation.Reading;

    public string Describe(Outsider outsider)
    {
        var who = outsider.Kind switch
        {
            OutsiderKind.Anyone => outsider.Name,
            OutsiderKind.RoleAccount => $"the whole account {outsider.Name} of the cluster's role, every other tenant's role in it included",
            OutsiderKind.Account => $"the whole account {outsider.Name}",
            OutsiderKind.OtherTenant => $"{outsider.Name}, which is in the account of the cluster's role but is not this role",
            OutsiderKind.Identity => $"{outsider.Name} of another account",
            OutsiderKind.Service when outsider.Name == Outsider.AnyService => "AWS services, whichever account they act for",
            OutsiderKind.Service => $"the service {outsider.Name}, whichever account it acts for",
            _ => $"the identity provider {outsider.Name}",
        };
        var isSure = !outsider.Reach.Actions.IsEmpty || outsider.Reach.IsNothing;
        var statements = isSure ? outsider.Reach.Statements : outsider.Reach.DoubtfulStatements;
        var actions = isSure ? outsider.Reach.Actions : outsider.Reach.Doubtful;
        var what = actions.IsEmpty ? "" : $" ({ReachText.Actions(actions)})";
        var through = statements.IsEmpty ? "" : $" through {ReachText.Statements(Reading, statements)}{Under(statements, isSure)}";
        return $"{who}{what}{through}{Example(outsider)}";
    }

    public string Remedy(ImmutableArray<Outsider> outsiders)
    {
        var steps = new List<string>();
        foreach (var kind in outsiders.Select(outsider => outsider.Kind).Distinct().Order())
        {
            var statements = ReachText.Statements(Reading, [.. outsiders.Where(outsider => outsider.Kind == kind).SelectMany(outsider => outsider.Reach.Statements).Distinct().Order()]);
            steps.Add(kind switch
            {
                OutsiderKind.Anyone => $"In {statements}, name the principals that are meant instead of \"*\" or NotPrincipal.",
                OutsiderKind.RoleAccount => $"In {statements}, replace the account by the cluster's role {situation.Role.Value}.",
                OutsiderKind.Service => $"In {statements}, restrict the service to account {situation.Key.AccountId} by a condition on the account for which it acts.",
                _ => $"Remove the principals that this report names from {statements}, unless you can accept that access and record it as a waiver.",
            });
        }

        return string.Join(" ", steps);
    }

    public static string? RemedyCodeUse(ImmutableArray<Outsider> outsiders) =>
        outsiders.Any(outsider => outsider.Kind == OutsiderKind.RoleAccount) ? "Below is the principal to write."
        : outsiders.All(outsider => outsider.Kind == OutsiderKind.Service) ? "Below is the condition to add."
        : null;

    /// <summary>What can be pasted: the right principal, or the condition that restricts a service to the owner's account.</summary>
    public string? RemedyCode(ImmutableArray<Outsider> outsiders) =>
        outsiders.Any(outsider => outsider.Kind == OutsiderKind.RoleAccount) ? $"\"Principal\": {{\"AWS\": \"{situation.Role.Value}\"}}"
        : outsiders.All(outsider => outsider.Kind == OutsiderKind.Service) ? PolicyPatch.OnlyForAccount(situation.Key.AccountId)
        : null;

    /// <summary>Entries that match nobody give no access, but are most likely a mistake.</summary>
    public string Dead()
    {
        var dead = Reading.Policy.Statements
            .Where(statement => statement.Effect == StatementEffect.Allow)
            .SelectMany(statement => statement.Principal.Entries)
            .Where(Principals.IsDead)
            .Select(entry => Quotes.Shorten(entry.Text))
            .Distinct(StringComparer.Ordinal)
            .ToList();
        return dead.Count == 0 ? "" : $". It also names {Listing.UpTo(MaxNames, dead)}, which AWS matches with nobody";
    }

    private string Under(ImmutableArray<int> statements, bool isSure) => ReachText.Conditions(Reading, statements) is not { Length: > 0 } conditions ? ""
        : isSure ? $", whose condition does not keep it out: {conditions}"
        : $", under a condition that AtRest cannot decide: {conditions}";

    /// <summary>An example, if the name is not a principal itself.</summary>
    private static string Example(Outsider outsider) =>
        outsider.Kind is OutsiderKind.Identity or OutsiderKind.OtherTenant && outsider.Name != outsider.ExamplePrincipal ? $", for example {outsider.ExamplePrincipal}" : "";
}
