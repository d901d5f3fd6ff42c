using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Aws.Rules.KeyPolicy;

/// <summary>Says what a caller can do, and through which statements.</summary>
internal static class ReachText
{
    private const int MaxActions = 6;
    private const int MaxStatements = 5;

    /// <summary>Ours: longer messages are hard to read; the rest is in the table of <c>policy access</c>.</summary>
    private const int MaxLength = 3_000;

    /// <summary>
    /// The first parts, up to a readable length, and how many more there are and where to see them. Always at least one.
    /// </summary>
    /// <param name="parts">The parts, the worst first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="separator">The text between two parts.</param>
    /// <param name="more">The text for the other parts, by their count.</param>
    public static string Worst(IReadOnlyList<string> parts, int limit, string separator, Func<string, string> more)
    {
        var (count, length) = (0, 0);
        while (count < parts.Count && count < limit && (count == 0 || length + parts[count].Length <= MaxLength))
        {
            length += parts[count++].Length;
        }

        var told = string.Join(separator, parts.Take(count));
        return count == parts.Count ? told : told + more((parts.Count - count).ToString(CultureInfo.InvariantCulture));
    }

    public static string Actions(ImmutableArray<string> actions) => Listing.UpTo(MaxActions, ActionNames.Condense(actions));

    public static string Statements(KeyPolicyReading reading, ImmutableArray<int> indexes) =>
        Listing.UpTo(MaxStatements, [.. indexes.Select(index => Quotes.Statement(reading.Policy.Statements[index]))]);

    /// <summary>The conditions of the statements in quotes, or nothing if they have none.</summary>
    public static string Conditions(KeyPolicyReading reading, ImmutableArray<int> indexes) =>
        Quotes.Conditions(indexes.SelectMany(index => reading.Policy.Statements[index].Conditions));
}
