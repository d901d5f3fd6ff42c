using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>What a caller can get by choosing how it calls.</summary>
/// <param name="Actions">Actions that it gets, if necessary by meeting conditions that it can meet.</param>
/// <param name="Statements">Indexes of the Allow statements that give them.</param>
/// <param name="Doubtful">Actions that it may get: a condition cannot be decided.</param>
/// <param name="DoubtfulStatements">Indexes of the statements that leave those open.</param>
public sealed record Reach(
    ImmutableArray<string> Actions,
    ImmutableArray<int> Statements,
    ImmutableArray<string> Doubtful,
    ImmutableArray<int> DoubtfulStatements)
{
    /// <summary>The same, action by action.</summary>
    public ImmutableArray<ActionReach> Parts { get; init; } = [];

    /// <summary>A request that the policy allows; null if that is not certain of any.</summary>
    public AccessRequest? Example => Parts.FirstOrDefault(part => part.Example is not null)?.Example;

    /// <summary>The Allow statements that let the caller in, or may.</summary>
    public IEnumerable<int> Allowing => Parts.SelectMany(part => part.Allowing).Distinct();

    /// <summary>Whether the caller surely gets nothing.</summary>
    public bool IsNothing => Actions.IsEmpty && Doubtful.IsEmpty;

    /// <summary>Adds up the answers for groups of actions.</summary>
    public static Reach Of(ImmutableArray<ActionReach> parts)
    {
        var certain = parts.Where(part => part.IsCertain).ToList();
        var doubtful = parts.Where(part => !part.IsCertain).ToList();
        return new Reach(
            [.. certain.SelectMany(part => part.Actions).Order(StringComparer.Ordinal)],
            [.. certain.SelectMany(part => part.Allowing).Distinct().Order()],
            [.. doubtful.SelectMany(part => part.Actions).Order(StringComparer.Ordinal)],
            [.. doubtful.SelectMany(part => part.Unclear).Distinct().Order()])
        { Parts = parts };
    }
}
