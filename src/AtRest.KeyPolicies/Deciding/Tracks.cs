using AtRest.KeyPolicies.Deciding.Texts;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>
/// Collects the comparisons that distinguish texts. There is one track for the literal texts of all conditions, and one for the wildcard patterns of each
/// condition, since a condition only checks whether any of its values matches.
/// </summary>
internal sealed class Tracks(PolicyModel model, IReadOnlyCollection<StatementModel>? statements = null)
{
    private readonly Dictionary<TextPart, HashSet<string>> literals = [];
    private readonly List<TextTrack> patterns = [];
    private bool hasArnPatterns;

    public List<TextTrack> All => [.. literals.Where(pair => pair.Value.Count > 0).Select(pair => (TextTrack)new LiteralTrack(pair.Value, pair.Key)), .. patterns];

    public Tracks AddLiterals(IEnumerable<string> texts, TextPart reads)
    {
        if (!literals.TryGetValue(reads, out var set))
        {
            literals.Add(reads, set = new HashSet<string>(StringComparer.Ordinal));
        }

        set.UnionWith(texts);
        return this;
    }

    /// <summary>Adds the values of all conditions on a key.</summary>
    public Tracks AddConditions(string key, TextPart reads, System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<string>?>? facts = null)
    {
        foreach (var condition in PolicyModel.ConditionsOn(key, statements ?? model.Statements))
        {
            var values = model.PatternsOf(condition, facts ?? model.Known, withOpen: true).ToList();
            hasArnPatterns |= condition.Operator.Comparison == ConditionComparison.ArnLike;
            AddLiterals(values.Where(value => value.IsText).Select(value => value.Text), reads);
            if (values.Where(value => !value.IsText).ToList() is { Count: > 0 } open)
            {
                patterns.Add(new PatternTrack(open, reads, model.Budget));
            }
        }

        return this;
    }

    /// <summary>Adds the values of all conditions on a key, and on the keys that are compared with it.</summary>
    public Tracks AddLinkedConditions(string key, TextPart reads)
    {
        AddConditions(key, reads);
        foreach (var other in model.LinkedTo(key))
        {
            AddConditions(other, reads);
        }

        return this;
    }

    /// <summary>Adds a pattern that matches every ARN if an operator compares ARNs, since a text that is not an ARN matches none of its patterns.</summary>
    public Tracks AddArnForm(TextPart reads)
    {
        if (hasArnPatterns)
        {
            const string Form = "arn:*:*:*:*:*";
            patterns.Add(new PatternTrack([new TextPattern(Form, [.. Form.Select(KindOf)], TextForm.Exact)], reads, model.Budget));
        }

        return this;
    }

    /// <summary>Adds a pattern that is not in the policy, so that the search distinguishes texts that match it from texts that do not.</summary>
    public Tracks AddArnPattern(string text, TextPart reads)
    {
        patterns.Add(new PatternTrack([new TextPattern(text, [.. text.Select(KindOf)], TextForm.Arn)], reads, model.Budget));
        return this;
    }

    private static Matching.PatternKind KindOf(char character) => character == '*' ? Matching.PatternKind.AnyMany : Matching.PatternKind.Literal;
}
