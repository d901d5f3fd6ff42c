using System.Collections.Immutable;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Deciding;
using AtRest.KeyPolicies.Deciding.Texts;
using AtRest.KeyPolicies.Matching;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Compares the classes of texts that the search finds with all texts of a shape up to a length: both must have the same combinations of matches. The
/// patterns are matched here with regular expressions.
/// </summary>
public sealed class TextClassProperties
{
    private const int Sets = 200;
    private const int Longest = 6;

    /// <summary>The characters of patterns, and <c>x</c>, which is in no pattern and represents all other characters.</summary>
    private const string Alphabet = "aAb:x";

    private static readonly ImmutableArray<string> AllTexts = [.. TextsUpTo(Longest)];

    /// <summary>Shapes, and the equivalent regular expressions. The groups are the parts.</summary>
    private static readonly ImmutableArray<Sample> Shapes =
    [
        new(new TextShape().Characters(CharSet.Of("aAb:x"), 0), "^[aAb:x]*$"),
        new(new TextShape().Characters(CharSet.Of("abx"), 1, 3), "^[abx]{1,3}$"),
        new(new TextShape().Literal("a:").Characters(CharSet.Of("abx"), 2, 2, TextPart.Account).Literal(":").Characters(CharSet.Of("abAx"), 1, null, TextPart.Name), "^a:(?<account>[abx]{2}):(?<name>[abAx]+)$"),
        new(new TextShape().Optional(path => path.Characters(CharSet.Of("abx"), 1, null, TextPart.Path).Literal(":", TextPart.Path)).Characters(CharSet.Of("abA"), 1, null, TextPart.Name), "^([abx]+:)?(?<name>[abA]+)$"),
        new(new TextShape().Literal("a").Repeated(unit => unit.Literal("b").Characters(CharSet.Of("ax"), 1)).Either(end => end.Literal(":"), end => end.Literal("::", TextPart.Name)), "^a(b[ax]+)*(:|(?<name>::))$"),
        new(new TextShape().Either(account => account.Literal("a:").Characters(CharSet.Of("ab"), 1, 1, TextPart.Account), beside => beside.Literal("b:").Characters(CharSet.Of("abx"), 1, 1, TextPart.OtherAttribute)), "^(a:(?<account>[ab])|b:(?<account>(?<beside>[abx])))$"),
        new(new TextShape().Literal("a:").Characters(CharSet.Of("abx"), 0).Literal("::").Characters(CharSet.Of("ab"), 0, 1, TextPart.Account).Literal("::").Characters(CharSet.Of("ab:"), 0), "^a:[abx]*::(?<account>[ab]?)::[ab:]*$"),
    ];

    private static readonly Gen<Question> OneQuestion = Gen.Select(
        Gen.String[Gen.Char["aabb:*?"], 0, 5].Array[1, 2], Gen.OneOf(TextForm.Exact, TextForm.Exact, TextForm.IgnoreCase, TextForm.Arn), Gen.OneOf(TextPart.Whole, TextPart.Whole, TextPart.Account | TextPart.OtherAttribute, TextPart.Name), Gen.Bool,
        (patterns, form, reads, isLiteral) => new Question([.. patterns], isLiteral ? TextForm.Exact : form, reads, isLiteral));

    private static readonly Gen<(Sample Shape, Question[] Questions)> Case = Gen.Select(Gen.Int[0, Shapes.Length - 1], OneQuestion.Array[1, 3], (shape, questions) => (Shapes[shape], questions));

    [Fact]
    public void Find_AnyPatterns_FindsTheCombinationsThatTextsHave() => Case.SampleFixed(
        given =>
        {
            var expression = new Regex(given.Shape.Expression);
            var texts = TextClasses.Find(given.Shape.Shape, [.. given.Questions.Select(TrackOf)], new WorkBudget());
            var found = texts.Select(text => Answers(text.Full)).ToList();
            var expected = AllTexts.Where(text => expression.IsMatch(text)).Select(Answers).ToHashSet(StringComparer.Ordinal);

            texts.Where(text => !expression.IsMatch(text.Full)).ShouldBeEmpty();
            found.ShouldBeUnique();
            expected.Except(found).ShouldBeEmpty();

            string Answers(string text) => string.Join(' ', given.Questions.Select(question => question.Answer(expression.Match(text))));
        },
        iter: Sets,
        print: given => $"{given.Shape.Expression}: {string.Join("; ", given.Questions.Select(question => $"{question.Form} {question.Reads} {(question.IsLiteral ? "literal " : "")}{string.Join(' ', question.Patterns)}"))}");

    private static TextTrack TrackOf(Question question) => question.IsLiteral
        ? new LiteralTrack(question.Patterns, question.Reads)
        : new PatternTrack([.. question.Patterns.Select(pattern => new TextPattern(pattern, [.. pattern.Select(KindOf)], question.Form))], question.Reads, new WorkBudget());

    private static PatternKind KindOf(char character) => character switch { '*' => PatternKind.AnyMany, '?' => PatternKind.AnyOne, _ => PatternKind.Literal };

    private static IEnumerable<string> TextsUpTo(int length) => length == 0 ? [""] : TextsUpTo(length - 1).SelectMany(text => text.Length == length - 1 ? Alphabet.Select(character => text + character).Prepend(text) : [text]);

    /// <param name="Shape">The shape to test.</param>
    /// <param name="Expression">The equivalent regular expression.</param>
    private sealed record Sample(TextShape Shape, string Expression);

    private sealed record Question(ImmutableArray<string> Patterns, TextForm Form, TextPart Reads, bool IsLiteral)
    {
        public string Answer(Match match)
        {
            var text = Reads == TextPart.Whole ? match.Value[..^match.Groups["beside"].Length] : Reads == TextPart.Name ? match.Groups["name"].Value : match.Groups["account"].Value;
            return IsLiteral ? $"{Patterns.IndexOf(text)}" : Patterns.Any(pattern => IsMatch(pattern, text)) ? "yes" : "no";
        }

        private bool IsMatch(string pattern, string text)
        {
            if (Form != TextForm.Arn)
            {
                return Matches(pattern, text, "[\\s\\S]", Form == TextForm.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            }

            var (components, values) = (pattern.Split(':', 6), text.Split(':', 6));
            return components.Length <= values.Length && components.Zip(values).All(pair => Matches(pair.First, pair.Second, "[\\s\\S]", RegexOptions.None));
        }

        private static bool Matches(string pattern, string text, string one, RegexOptions options) =>
            Regex.IsMatch(text, $"^(?:{Regex.Escape(pattern).Replace("\\*", one + "*", StringComparison.Ordinal).Replace("\\?", one, StringComparison.Ordinal)})\\z", options | RegexOptions.CultureInvariant);
    }
}
