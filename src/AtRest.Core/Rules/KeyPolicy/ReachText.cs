using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Rules.KeyPolicy;

/// <summary>Says in plain words what somebody reaches, and through which statements.</summary>
internal static class ReachText
{
    private const int MaxActions = 6;
    private const int MaxStatements = 5;

    /// <summary>A message of more characters is read by nobody; the rest is in the table of <c>policy access</c>.</summary>
    private const int MaxLength = 3_000;

    /// <summary>
    /// The first of these, worst first, as far as a reader will follow, and how many more there are and where to see them. Never none.
    /// </summary>
    /// <param name="parts">What to tell, the worst first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="separator">What stands between two.</param>
    /// <param name="more">What the others are called, with what goes before the count.</param>
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
