using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Access;

/// <summary>The access of a caller that can choose how it calls.</summary>
/// <param name="Actions">The actions that the caller can certainly use. It can meet all conditions for them.</param>
/// <param name="Statements">Indexes of the Allow statements that give this access.</param>
/// <param name="Doubtful">The actions that the caller may be able to use. A condition for them cannot be decided.</param>
/// <param name="DoubtfulStatements">Indexes of the statements that make this access uncertain.</param>
public sealed record Reach(
    ImmutableArray<string> Actions,
    ImmutableArray<int> Statements,
    ImmutableArray<string> Doubtful,
    ImmutableArray<int> DoubtfulStatements)
{
    /// <summary>The access by groups of actions.</summary>
    public ImmutableArray<ActionReach> Parts { get; init; } = [];

    /// <summary>An example of a request that the policy certainly allows; null if there is none.</summary>
    public AccessRequest? Example => Parts.FirstOrDefault(part => part.Example is not null)?.Example;

    /// <summary>Indexes of the Allow statements that give access, certainly or possibly.</summary>
    public IEnumerable<int> Allowing => Parts.SelectMany(part => part.Allowing).Distinct();

    /// <summary>Whether the caller certainly has no access.</summary>
    public bool IsNothing => Actions.IsEmpty && Doubtful.IsEmpty;

    /// <summary>Combines the answers for groups of actions.</summary>
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
