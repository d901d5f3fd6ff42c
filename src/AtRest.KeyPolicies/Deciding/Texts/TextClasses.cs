using System.Text;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>One text of each class that some tracks can tell apart.</summary>
internal sealed record TextClass(string Full, IReadOnlyList<TextPart> Parts)
{
    /// <summary>The characters that belong to these parts.</summary>
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
/// Finds all combinations of matches that a text of a shape can have, by a breadth-first search over the product of the shape and the tracks.
/// The search visits each combination of states once, so it ends; it goes by length, so each class is shown by one of its shortest texts.
/// </summary>
internal static class TextClasses
{
    /// <summary>Tried in this order where any character would do, so that examples are readable.</summary>
    private const string Preferred = "xabcdefghijklmnopqrstuvwyz9876543210XYZABCDEFGHIJKLMNOPQRSTUVW-_.";

    public static List<TextClass> Find(TextShape shape, IReadOnlyList<TextTrack> tracks, WorkBudget budget)
    {
        var seen = new HashSet<int[]>(StateComparer.Instance);
        var results = new HashSet<int[]>(StateComparer.Instance);
        var nodes = new List<Node> { new(TextShape.Start, new int[tracks.Count], -1, '\0', default) };
        var found = new List<TextClass>();
        seen.Add(KeyOf(nodes[0]));
        var expected = new SortedSet<char>();
        for (var at = 0; at < nodes.Count; at++)
        {
            var node = nodes[at];
            budget.Spend(1 + tracks.Count);
            if (shape.IsEnd(node.Shape) && results.Add([.. tracks.Select((track, index) => track.Result(node.States[index]))]))
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
                        tracks[i].AddExpected(node.States[i], expected);
                    }
                }

                foreach (var character in Candidates(edge.Set, expected))
                {
                    budget.Spend(1 + (tracks.Count / 4));
                    var states = (int[])node.States.Clone();
                    for (var i = 0; i < tracks.Count; i++)
                    {
                        if ((tracks[i].Reads & edge.Part) != 0)
                        {
                            states[i] = tracks[i].Step(states[i], character);
                        }
                    }

                    var next = new Node(edge.To, states, at, character, edge.Part);
                    if (seen.Add(KeyOf(next)))
                    {
                        budget.Spend();
                        nodes.Add(next);
                    }
                }
            }
        }

        return found;
    }

    /// <summary>The expected characters of the set, and one that stands for all others of it.</summary>
    private static IEnumerable<char> Candidates(CharSet set, SortedSet<char> expected)
    {
        foreach (var character in Preferred)
        {
            if (set.Contains(character) && !expected.Contains(character))
            {
                yield return character;
                goto named;
            }
        }

        for (var character = ' '; character <= '~'; character++)
        {
            if (set.Contains(character) && !expected.Contains(character))
            {
                yield return character;
                goto named;
            }
        }

    named:
        foreach (var character in expected)
        {
            if (set.Contains(character))
            {
                yield return character;
            }
        }
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

    private static int[] KeyOf(Node node) => [node.Shape, .. node.States];

    private readonly record struct Node(int Shape, int[] States, int Parent, char Character, TextPart Part);
}
