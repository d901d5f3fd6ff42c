using System.Collections.Immutable;

namespace AtRest.Core.Policies.Access;

/// <summary>What a caller can get by choosing how it calls.</summary>
/// <param name="Actions">Actions that it gets, if need be by meeting conditions that it can meet.</param>
/// <param name="Statements">Indexes of the Allow statements that give them.</param>
/// <param name="Doubtful">Actions of which nobody can say, since a condition is not understood.</param>
/// <param name="DoubtfulStatements">Indexes of the statements that leave those open.</param>
internal sealed record Reach(
    ImmutableArray<string> Actions,
    ImmutableArray<int> Statements,
    ImmutableArray<string> Doubtful,
    ImmutableArray<int> DoubtfulStatements)
{
    public bool IsNothing => Actions.IsEmpty && Doubtful.IsEmpty;
}
