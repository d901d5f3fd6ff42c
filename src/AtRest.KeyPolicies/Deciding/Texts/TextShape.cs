namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>
/// The possible texts of an attribute, as a nondeterministic automaton without empty transitions. Each transition has the part of the text to which its
/// character belongs. So several attributes can be read from one text, such as an ARN with its account and name.
/// </summary>
internal sealed class TextShape
{
    private readonly List<List<Edge>> edges = [[]];
    private List<int> ends = [Start];
    private HashSet<int>? endSet;

    public const int Start = 0;

    /// <summary>A transition: a character of the set, in this part of the text, leads to the state.</summary>
    public readonly record struct Edge(CharSet Set, int To, TextPart Part);

    public IReadOnlyList<Edge> From(int state) => edges[state];

    /// <summary>Whether a text can end in this state.</summary>
    public bool IsEnd(int state) => (endSet ??= [.. ends]).Contains(state);

    public TextShape Literal(string text, TextPart part = TextPart.Plain)
    {
        foreach (var character in text)
        {
            One(character <= '\u007f' ? new CharSet(UInt128.One << character, false) : new CharSet(0, true), part);
        }

        return this;
    }

    /// <summary>Adds between <paramref name="min"/> and <paramref name="max"/> characters of the set. Without a maximum, any number is possible.</summary>
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

    /// <summary>Adds one of these texts.</summary>
    public TextShape OneOf(IEnumerable<string> texts, TextPart part) => Either([.. texts.Select(text => (Action<TextShape>)(shape => shape.Literal(text, part)))]);

    /// <summary>Adds an optional part.</summary>
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

    /// <summary>Adds a part zero or more times. The part must have at least one character.</summary>
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

/// <summary>The parts of a text from which attributes are read.</summary>
[Flags]
internal enum TextPart
{
    Plain = 1,
    Account = 2,
    Path = 4,
    Name = 8,

    /// <summary>The colon before the name of a federated user, which is also in its unique ID.</summary>
    Separator = 16,

    /// <summary>A part that belongs only to other attributes, not to the text itself.</summary>
    OtherAttribute = 32,

    /// <summary>The ID in a text, such as that of an organization or VPC.</summary>
    Id = 64,

    Whole = Plain | Account | Path | Name | Separator | Id,
}
