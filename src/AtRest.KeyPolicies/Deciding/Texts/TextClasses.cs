using System.Text;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>A text that represents its class: all texts for which the tracks have the same results.</summary>
internal sealed record TextClass(string Full, IReadOnlyList<TextPart> Parts)
{
    /// <summary>The characters of these parts.</summary>
    public string Read(TextPart parts)
    {
        var text = new StringBuilder(Full.Length);
        for (var i = 0; i < Full.Length; i++)
        {
            if ((Parts[i] & parts) != 0)
            {
                text.Append(Full[i]);
            }
        }

        return text.ToString();
    }
}

/// <summary>
/// Finds one text for each combination of results that texts of a shape can have, by a breadth-first search over the product of the shape and the tracks.
/// The search visits each combination of states once, so it ends. It tries shorter texts first, so each class is represented by one of its shortest texts.
/// </summary>
internal static class TextClasses
{
    /// <summary>The order in which characters are tried if any character is possible, so that examples are readable.</summary>
    private const string Preferred = "xabcdefghijklmnopqrstuvwyz9876543210XYZABCDEFGHIJKLMNOPQRSTUVW-_.";

    private static readonly UInt128 Printable = CharSet.Range(' ', '~').Ascii;

    public static List<TextClass> Find(TextShape shape, IReadOnlyList<TextTrack> tracks, WorkBudget budget)
    {
        var seen = new HashSet<int[]>(StateComparer.Instance);
        var seenSpans = seen.GetAlternateLookup<ReadOnlySpan<int>>();
        var results = new HashSet<int[]>(StateComparer.Instance);
        var start = new int[1 + tracks.Count];
        start[0] = TextShape.Start;
        var nodes = new List<Node> { new(start, -1, '\0', default) };
        var found = new List<TextClass>();
        seen.Add(start);
        var expected = new CharCollector();
        Span<int> states = stackalloc int[start.Length];
        for (var at = 0; at < nodes.Count; at++)
        {
            var node = nodes[at];
            budget.Spend(1 + tracks.Count);
            if (shape.IsEnd(node.Shape) && results.Add([.. tracks.Select((track, index) => track.Result(node.States[index + 1]))]))
            {
                found.Add(Trace(nodes, at));
            }

            foreach (var edge in shape.From(node.Shape))
            {
                expected.Clear();
                for (var i = 0; i < tracks.Count; i++)
                {
                    if ((tracks[i].Reads & edge.Part) != 0)
                    {
                        tracks[i].AddExpected(node.States[i + 1], expected);
                    }
                }

                foreach (var character in Candidates(edge.Set, expected))
                {
                    budget.Spend(1 + (tracks.Count / 4));
                    node.States.CopyTo(states);
                    states[0] = edge.To;
                    for (var i = 0; i < tracks.Count; i++)
                    {
                        if ((tracks[i].Reads & edge.Part) != 0)
                        {
                            states[i + 1] = tracks[i].Step(states[i + 1], character);
                        }
                    }

                    if (seenSpans.Add(states) && seenSpans.TryGetValue(states, out var kept))
                    {
                        budget.Spend();
                        nodes.Add(new(kept, at, character, edge.Part));
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The results of the tracks for a text, all of whose characters they follow. The results are equal for texts of the same class.</summary>
    public static IEnumerable<int> ResultsOf(string text, IReadOnlyList<TextTrack> tracks) => tracks.Select(track => track.Result(text.Aggregate(0, track.Step)));

    /// <summary>The expected characters of the set, and one character that represents all others of the set.</summary>
    private static IEnumerable<char> Candidates(CharSet set, CharCollector expected)
    {
        var others = set.Ascii & ~expected.Ascii & Printable;
        if (others != 0)
        {
            yield return Representative(others);
        }

        foreach (var character in expected.Within(set))
        {
            yield return character;
        }
    }

    private static char Representative(UInt128 characters)
    {
        if (!UInt128.IsPow2(characters))
        {
            foreach (var character in Preferred)
            {
                if ((characters >> character & 1) != 0)
                {
                    return character;
                }
            }
        }

        return (char)UInt128.TrailingZeroCount(characters);
    }

    private static TextClass Trace(List<Node> nodes, int at)
    {
        var text = new List<char>();
        var parts = new List<TextPart>();
        for (; nodes[at].Parent >= 0; at = nodes[at].Parent)
        {
            text.Add(nodes[at].Character);
            parts.Add(nodes[at].Part);
        }

        text.Reverse();
        parts.Reverse();
        return new(new string([.. text]), parts);
    }

    /// <summary>A step of the search. The first state is that of the shape, the others are those of the tracks.</summary>
    private readonly record struct Node(int[] States, int Parent, char Character, TextPart Part)
    {
        public int Shape => States[0];
    }
}
