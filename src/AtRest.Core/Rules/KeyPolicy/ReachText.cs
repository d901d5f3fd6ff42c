using System.Collections.Immutable;
using AtRest.Core.Policies.Access;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>Says in plain words what somebody reaches, and through which statements.</summary>
internal static class ReachText
{
    private const int MaxActions = 6;
    private const int MaxStatements = 5;

    public static string Actions(ImmutableArray<string> actions) => Wording.ListUpTo(MaxActions, ActionNames.Condense(actions));

    public static string Statements(KeyPolicyReading reading, ImmutableArray<int> indexes) =>
        Wording.ListUpTo(MaxStatements, [.. indexes.Select(index => Quotes.Statement(reading.Policy.Statements[index]))]);

    /// <summary>The conditions of the statements in quotes, or nothing if they have none.</summary>
    public static string Conditions(KeyPolicyReading reading, ImmutableArray<int> indexes) =>
        Quotes.Conditions(indexes.SelectMany(index => reading.Policy.Statements[index].Conditions));
}
