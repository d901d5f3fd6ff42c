using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>Follows a text character by character and says in the end which of some patterns it matches. States are numbers; the first is 0.</summary>
/// <param name="reads">The parts of the text that the track follows.</param>
internal abstract class TextTrack(TextPart reads)
{
    /// <summary>The parts of the text that the track follows.</summary>
    public TextPart Reads { get; } = reads;

    public abstract int Step(int state, char character);

    /// <summary>What a text that ends in this state has come to; equal numbers mean equal matches.</summary>
    public abstract int Result(int state);

    /// <summary>Adds the characters that lead to another state than all the rest do.</summary>
    public abstract void AddExpected(int state, ISet<char> expected);
}

/// <summary>Which one of some literal texts it is, if any.</summary>
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

    public override void AddExpected(int state, ISet<char> expected)
    {
        if (state != Dead)
        {
            expected.UnionWith(moves[state].Keys);
        }
    }
}

/// <summary>Whether any of some patterns with wildcards matches.</summary>
internal sealed class PatternTrack : TextTrack
{
    private readonly IReadOnlyList<TextPattern> patterns;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<(int Pattern, int Position)[]> states = [];
    private readonly Dictionary<(int State, char Character), int> steps = [];
    private readonly List<bool> accepted = [];
    private readonly int always;
    private readonly int start;

    public PatternTrack(IReadOnlyList<TextPattern> patterns, TextPart reads)
        : base(reads)
    {
        this.patterns = patterns;
        NumberOf(Enumerable.Range(0, patterns.Count).SelectMany(pattern => Closure(pattern, 0)));
        always = states.Count;
        states.Add([]);
        accepted.Add(true);
        start = numbers.GetValueOrDefault("!", -1) == 0 ? always : 0;
    }

    public override int Step(int state, char character)
    {
        state = state == 0 ? start : state;
        if (state == always)
        {
            return always;
        }

        if (!steps.TryGetValue((state, character), out var next))
        {
            next = NumberOf(states[state].SelectMany(at => Move(at.Pattern, at.Position, character)));
            steps.Add((state, character), next);
        }

        return next;
    }

    public override int Result(int state) => accepted[state == 0 ? start : state] ? 1 : 0;

    public override void AddExpected(int state, ISet<char> expected)
    {
        foreach (var (index, position) in states[state == 0 ? start : state])
        {
            var pattern = patterns[index];
            if (position < pattern.Length && pattern.Kinds[position] == PatternKind.Literal)
            {
                Add(pattern.Text[position]);
            }

            if (pattern.Form == TextForm.Arn && pattern.IsWithinComponent(position))
            {
                expected.Add(':');
            }

            void Add(char character)
            {
                expected.Add(character);
                if (pattern.Form == TextForm.IgnoreCase)
                {
                    expected.Add(char.ToUpperInvariant(character));
                    expected.Add(char.ToLowerInvariant(character));
                }
            }
        }
    }

    /// <summary>Position -1 stands for a pattern that matches whatever follows.</summary>
    private IEnumerable<(int Pattern, int Position)> Move(int index, int position, char character)
    {
        var pattern = patterns[index];
        var staysInComponent = pattern.Form != TextForm.Arn || !pattern.IsWithinComponent(position) || character != ':';
        if (position == pattern.Length)
        {
            return staysInComponent ? [] : [(index, -1)];
        }

        return pattern.Kinds[position] switch
        {
            PatternKind.AnyMany => staysInComponent ? Closure(index, position) : [],
            PatternKind.AnyOne => staysInComponent ? Closure(index, position + 1) : [],
            _ => pattern.IsLiteral(position, character) ? Closure(index, position + 1) : [],
        };
    }

    private IEnumerable<(int Pattern, int Position)> Closure(int index, int position)
    {
        var pattern = patterns[index];
        yield return (index, position);
        while (position < pattern.Length && pattern.Kinds[position] == PatternKind.AnyMany)
        {
            var matchesAnything = position == pattern.Length - 1 && !(pattern.Form == TextForm.Arn && pattern.IsWithinComponent(position));
            yield return (index, matchesAnything ? -1 : position + 1);
            position++;
        }
    }

    private int NumberOf(IEnumerable<(int Pattern, int Position)> positions)
    {
        var set = positions.Distinct().Order().ToArray();
        var isAlways = Array.Exists(set, at => at.Position == -1);
        if (isAlways && states.Count > 0)
        {
            return always;
        }

        var key = isAlways ? "!" : string.Join(';', set.Select(at => $"{at.Pattern}.{at.Position}"));
        if (!numbers.TryGetValue(key, out var number))
        {
            number = states.Count;
            numbers.Add(key, number);
            states.Add(set);
            accepted.Add(isAlways || Array.Exists(set, at => at.Position == patterns[at.Pattern].Length));
        }

        return number;
    }
}
