using System.Collections.Immutable;
using AtRest.KeyPolicies.Conditions;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Matches one statement, compiled for one key.</summary>
internal sealed class StatementMatcher
{
    private readonly string partition;
    private readonly ActionMatcher? actions;
    private readonly ResourceMatcher? resources;

    public StatementMatcher(PolicyStatement statement, PolicyVersion version, Naming.KmsKeyArn key)
    {
        Statement = statement;
        partition = key.Partition;
        actions = statement.Action is { } action ? new(action) : null;
        resources = statement.Resource is { } resource ? new(resource, version, key.Value) : null;
        Conditions = [.. statement.Conditions.Select(condition => new ConditionMatcher(condition, version))];
    }

    public PolicyStatement Statement { get; }

    public ImmutableArray<ConditionMatcher> Conditions { get; }

    public StatementVerdict Match(AccessRequest request, RequestPrincipal requester)
    {
        if (actions is null || resources is null)
        {
            return new(Ternary.No, actions is null ? StatementElement.Action : StatementElement.Resource);
        }

        var cover = PrincipalMatcher.Match(Statement.Principal, Statement.Effect, requester, partition);
        if (cover == PrincipalCover.None)
        {
            return new(Ternary.No, StatementElement.Principal);
        }

        return actions.IsMatch(request.Action) ? MatchRest(request, cover, resources) : new(Ternary.No, StatementElement.Action);
    }

    /// <summary>Whether the resource can be this key, and whether that depends on a variable.</summary>
    public (bool IsPossible, bool IsOpen) Resource => resources is null || actions is null ? (false, false) : resources.Reach;

    public Ternary MatchResource(AccessRequest request) => resources?.Match(request) ?? Ternary.No;

    /// <summary>How an element covers a caller. The element has all principals of the statement, or only some of them.</summary>
    public PrincipalCover CoverOf(string principal, PrincipalElement element) => PrincipalMatcher.Match(element, Statement.Effect, RequestPrincipal.Parse(principal), partition);

    public bool AppliesTo(string action) => actions?.IsMatch(action) == true;

    private StatementVerdict MatchRest(AccessRequest request, PrincipalCover cover, ResourceMatcher resource)
    {
        var verdict = cover == PrincipalCover.Uncertain
            ? new StatementVerdict(Ternary.Unknown, StatementElement.Principal, cover)
            : new StatementVerdict(Ternary.Yes, StatementElement.None, cover);
        verdict = verdict.With(resource.Match(request), StatementElement.Resource, 0);
        for (var i = 0; verdict.Matches != Ternary.No && i < Conditions.Length; i++)
        {
            verdict = verdict.With(Conditions[i].Match(request), StatementElement.Condition, i);
        }

        return verdict;
    }
}

/// <summary>The result for a statement, with the element that decided it.</summary>
/// <param name="Matches">Whether the statement matches.</param>
/// <param name="By">The first element that does not match, otherwise the first unknown element, otherwise none.</param>
/// <param name="Cover">How the principal element covers the requester.</param>
/// <param name="Condition">The index of the condition that decided, if a condition did.</param>
internal readonly record struct StatementVerdict(
    Ternary Matches, StatementElement By, PrincipalCover Cover = PrincipalCover.None, int Condition = 0)
{
    public StatementVerdict With(Ternary next, StatementElement element, int condition) =>
        next < Matches ? this with { Matches = next, By = element, Condition = condition } : this;
}

/// <summary>The elements of a statement that can decide the result.</summary>
internal enum StatementElement : byte
{
    None,
    Principal,
    Action,
    Resource,
    Condition,
}
