using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Deciding.Texts;

/// <summary>
/// Follows whether any of several wildcard patterns matches. It is a deterministic automaton: a state is the set of positions that the patterns can have
/// reached, and states are created on first use. All states in which a pattern matches any further text are the same state.
/// </summary>
internal sealed class PatternTrack : TextTrack
{
    /// <summary>Used instead of a position if the pattern matches any further text.</summary>
    private const int Matched = ushort.MaxValue;

    private const int PositionBits = 16;

    private readonly IReadOnlyList<TextPattern> patterns;
    private readonly WorkBudget budget;
    private readonly Dictionary<int[], int> numbers = new(StateComparer.Instance);
    private readonly List<int[]> states = [];
    private readonly Dictionary<(int State, char Character), int> steps = [];
    private readonly List<bool> accepted = [];
    private readonly List<int> reached = [];

    public PatternTrack(IReadOnlyList<TextPattern> patterns, TextPart reads, WorkBudget budget)
        : base(reads)
    {
        this.patterns = patterns;
        this.budget = budget;
        for (var index = 0; index < patterns.Count; index++)
        {
            AddClosure(index, 0);
        }

        NumberOfReached();
    }

    public override int Step(int state, char character)
    {
        if (!steps.TryGetValue((state, character), out var next))
        {
            budget.Spend(states[state].Length);
            reached.Clear();
            foreach (var at in states[state])
            {
                Move(at >> PositionBits, at & Matched, character);
            }

            next = NumberOfReached();
            steps.Add((state, character), next);
        }

        return next;
    }

    public override int Result(int state) => accepted[state] ? 1 : 0;

    public override void AddExpected(int state, CharCollector expected)
    {
        budget.Spend(states[state].Length / 8);
        foreach (var at in states[state])
        {
            var (pattern, position) = (patterns[at >> PositionBits], at & Matched);
            if (position == Matched)
            {
                return;
            }

            if (pattern.Form == TextForm.Arn && pattern.IsWithinComponent(position))
            {
                expected.Add(':');
            }

            if (position == pattern.Length || pattern.Kinds[position] != PatternKind.Literal)
            {
                continue;
            }

            expected.Add(pattern.Text[position]);
            if (pattern.Form == TextForm.IgnoreCase)
            {
                expected.Add(char.ToUpperInvariant(pattern.Text[position]));
                expected.Add(char.ToLowerInvariant(pattern.Text[position]));
            }
        }
    }

    private void Move(int index, int position, char character)
    {
        if (position == Matched)
        {
            reached.Add((index << PositionBits) | Matched);
            return;
        }

        // In the first five components of an ARN a wildcard does not match a colon. After an incomplete pattern, any further components can follow.
        var pattern = patterns[index];
        var stops = pattern.Form == TextForm.Arn && character == ':' && pattern.IsWithinComponent(position);
        if (position == pattern.Length)
        {
            if (stops)
            {
                reached.Add((index << PositionBits) | Matched);
            }

            return;
        }

        switch (pattern.Kinds[position])
        {
            case PatternKind.AnyMany when !stops:
                AddClosure(index, position);
                break;
            case PatternKind.AnyOne when !stops:
            case PatternKind.Literal when pattern.IsLiteral(position, character):
                AddClosure(index, position + 1);
                break;
        }
    }

    /// <summary>Adds a position, and the positions after stars, since a star can match no characters.</summary>
    private void AddClosure(int index, int position)
    {
        var pattern = patterns[index];
        reached.Add((index << PositionBits) | position);
        for (; position < pattern.Length && pattern.Kinds[position] == PatternKind.AnyMany; position++)
        {
            var matchesAnything = position == pattern.Length - 1 && !(pattern.Form == TextForm.Arn && pattern.IsWithinComponent(position));
            reached.Add((index << PositionBits) | (matchesAnything ? Matched : position + 1));
        }
    }

    private int NumberOfReached()
    {
        int[] set = reached.Exists(at => (at & Matched) == Matched) ? [Matched] : [.. reached.Distinct().Order()];
        if (!numbers.TryGetValue(set, out var number))
        {
            number = states.Count;
            numbers.Add(set, number);
            states.Add(set);
            accepted.Add(Array.Exists(set, at => (at & Matched) is var position && (position == Matched || position == patterns[at >> PositionBits].Length)));
        }

        return number;
    }
}
