
namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>Follows a text character by character, and has a result at its end: which comparisons match. States are numbers, and 0 is the first state.</summary>
/// <param name="reads">The parts of the text that the track follows.</param>
internal abstract class TextTrack(TextPart reads)
{
    /// <summary>The parts of the text that the track follows.</summary>
    public TextPart Reads { get; } = reads;

    public abstract int Step(int state, char character);

    /// <summary>The result for a text that ends in this state. Equal numbers mean equal matches.</summary>
    public abstract int Result(int state);

    /// <summary>Adds the characters that lead to another state than all remaining characters.</summary>
    public abstract void AddExpected(int state, CharCollector expected);
}

/// <summary>Follows which of several literal texts the text is equal to, if any.</summary>
internal sealed class LiteralTrack : TextTrack
{
    private const int Dead = -1;

    private readonly List<Dictionary<char, int>> moves = [[]];
    private readonly List<int> results = [Dead];

    public LiteralTrack(IEnumerable<string> literals, TextPart reads)
        : base(reads)
    {
        foreach (var literal in literals.Distinct(StringComparer.Ordinal))
        {
            var state = 0;
            foreach (var character in literal)
            {
                if (!moves[state].TryGetValue(character, out var next))
                {
                    next = moves.Count;
                    moves.Add([]);
                    results.Add(Dead);
                    moves[state].Add(character, next);
                }

                state = next;
            }

            results[state] = state;
        }
    }

    public override int Step(int state, char character) => state != Dead && moves[state].TryGetValue(character, out var next) ? next : Dead;

    public override int Result(int state) => state == Dead ? Dead : results[state];

    public override void AddExpected(int state, CharCollector expected)
    {
        if (state != Dead)
        {
            foreach (var character in moves[state].Keys)
            {
                expected.Add(character);
            }
        }
    }
}
