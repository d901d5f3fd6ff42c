namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>
/// The texts that an attribute can be, as a nondeterministic automaton without empty moves. Each move says which part of the text its
/// character belongs to, so that several attributes can be read out of one text: an ARN, the account in it and the name at its end.
/// </summary>
internal sealed class TextShape
{
    private readonly List<List<Edge>> edges = [[]];
    private List<int> ends = [Start];
    private HashSet<int>? endSet;

    public const int Start = 0;

    /// <summary>A move: a character of the set, in this part of the text, leads to that state.</summary>
    public readonly record struct Edge(CharSet Set, int To, TextPart Part);

    public IReadOnlyList<Edge> From(int state) => edges[state];

    /// <summary>Whether a text may end in this state.</summary>
    public bool IsEnd(int state) => (endSet ??= [.. ends]).Contains(state);

    public TextShape Literal(string text, TextPart part = TextPart.Plain)
    {
        foreach (var character in text)
        {
            One(character <= '\u007f' ? new CharSet(UInt128.One << character, false) : new CharSet(0, true), part);
        }

        return this;
    }

    /// <summary>Between <paramref name="min"/> and <paramref name="max"/> characters of the set; without a maximum any number.</summary>
    public TextShape Characters(CharSet set, int min, int? max = null, TextPart part = TextPart.Plain)
    {
        for (var i = 0; i < min; i++)
        {
            One(set, part);
        }

        if (max is null)
        {
            var loop = Add();
            edges[loop].Add(new(set, loop, part));
            Connect(set, loop, part);
            ends = [.. ends, loop];
        }

        for (var i = min; i < max; i++)
        {
            var before = ends;
            One(set, part);
            ends = [.. before, .. ends];
        }

        return this;
    }

    /// <summary>One of some texts.</summary>
    public TextShape OneOf(IEnumerable<string> texts, TextPart part) => Either([.. texts.Select(text => (Action<TextShape>)(shape => shape.Literal(text, part)))]);

    /// <summary>With or without what is added.</summary>
    public TextShape Optional(Action<TextShape> add) => Either(_ => { }, add);

    public TextShape Either(params ReadOnlySpan<Action<TextShape>> alternatives)
    {
        var before = ends;
        var after = new List<int>();
        foreach (var add in alternatives)
        {
            ends = before;
            add(this);
            after.AddRange(ends);
        }

        ends = [.. after.Distinct()];
        return this;
    }

    /// <summary>Any number of the added part, none too. The part must have at least one character.</summary>
    public TextShape Repeated(Action<TextShape> add)
    {
        var before = ends;
        add(this);
        var firstMoves = before.SelectMany(state => edges[state]).Distinct().ToList();
        foreach (var end in ends)
        {
            edges[end].AddRange(firstMoves);
        }

        ends = [.. before, .. ends];
        return this;
    }

    private void One(CharSet set, TextPart part)
    {
        var next = Add();
        Connect(set, next, part);
        ends = [next];
    }

    private void Connect(CharSet set, int to, TextPart part)
    {
        foreach (var end in ends)
        {
            edges[end].Add(new(set, to, part));
        }
    }

    private int Add()
    {
        edges.Add([]);
        return edges.Count - 1;
    }
}

/// <summary>The parts of a text that attributes are read from.</summary>
[Flags]
internal enum TextPart
{
    Plain = 1,
    Account = 2,
    Path = 4,
    Name = 8,

    /// <summary>The colon before the name of a federated user, which its unique id has too.</summary>
    Separator = 16,

    /// <summary>Belongs to other attributes only, and not to the text itself.</summary>
    Beside = 32,

    /// <summary>What comes before the account or the id that is looked for.</summary>
    Id = 64,

    Whole = Plain | Account | Path | Name | Separator | Id,
}
