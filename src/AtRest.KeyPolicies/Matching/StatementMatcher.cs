using System.Collections.Immutable;
using AtRest.KeyPolicies.Conditions;

namespace AtRest.KeyPolicies.Matching;

/// <summary>One statement, compiled for one key.</summary>
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

    /// <summary>Whether the resource can be this key at all, and whether that depends on a variable.</summary>
    public (bool IsPossible, bool IsOpen) Resource => resources is null || actions is null ? (false, false) : resources.Reach;

    public Ternary MatchResource(AccessRequest request) => resources?.Match(request) ?? Ternary.No;

    /// <summary>How these principals, which are the statement's or a part of them, cover a caller.</summary>
    public PrincipalCover CoverOf(string principal, PrincipalElement element) => PrincipalMatcher.Match(element, Statement.Effect, RequestPrincipal.Parse(principal), partition);

    public bool SpeaksOf(string action) => actions?.IsMatch(action) == true;

    private StatementVerdict MatchRest(AccessRequest request, PrincipalCover cover, ResourceMatcher resource)
    {
        var verdict = cover == PrincipalCover.Unsure
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

/// <summary>Whether a statement matches, and the element that decided it.</summary>
/// <param name="Matches">The answer.</param>
/// <param name="By">The first element that fails; else the first that is unknown; else none.</param>
/// <param name="Cover">How the requester is named.</param>
/// <param name="Condition">Which condition, if one decided.</param>
internal readonly record struct StatementVerdict(
    Ternary Matches, StatementElement By, PrincipalCover Cover = PrincipalCover.None, int Condition = 0)
{
    public StatementVerdict With(Ternary next, StatementElement element, int condition) =>
        next < Matches ? this with { Matches = next, By = element, Condition = condition } : this;
}

/// <summary>The parts of a statement that can decide.</summary>
internal enum StatementElement : byte
{
    None,
    Principal,
    Action,
    Resource,
    Condition,
}
