using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Represents sets of texts as regular expressions with "and" and "not", and decides them by derivatives (https://doi.org/10.1145/321239.321249). The texts
/// that can follow a character are such an expression as well, and there is a finite number of them. This checks the answers of the search without its code.
/// </summary>
internal sealed class Language
{
    private static readonly Dictionary<string, Language> Known = new(StringComparer.Ordinal);

    private readonly string id;
    private readonly Sort sort;
    private readonly ImmutableArray<Language> parts;
    private readonly string characters;

    private Language(string id, Sort sort, ImmutableArray<Language> parts, string characters)
    {
        (this.id, this.sort, this.parts, this.characters) = (id, sort, parts, characters);
        HasEmptyText = sort switch
        {
            Sort.Set => false,
            Sort.Then or Sort.And => parts.All(part => part.HasEmptyText),
            Sort.Or => parts.Any(part => part.HasEmptyText),
            Sort.Not => !parts[0].HasEmptyText,
            _ => true,
        };
    }

    private enum Sort
    {
        EmptyText,

        /// <summary>One of the listed characters.</summary>
        Set,
        Then,
        Many,
        Or,
        And,
        Not,
    }

    /// <summary>No text.</summary>
    public static Language Nothing { get; } = Make(Sort.Or, [], "");

    public static Language EmptyText { get; } = Make(Sort.EmptyText, [], "");

    /// <summary>Every text.</summary>
    public static Language Everything { get; } = Not(Nothing);

    public bool HasEmptyText { get; }

    public static Language One(string characters) => characters.Length == 0 ? Nothing : Make(Sort.Set, [], new string([.. characters.Distinct().Order()]));

    public static Language Text(string text) => Then([.. text.Select(character => One($"{character}"))]);

    public static Language Many(Language part) => part.sort is Sort.Many or Sort.EmptyText ? part : part == Nothing ? EmptyText : Make(Sort.Many, [part], "");

    public static Language AtLeast(int count, Language part) => Then([.. Enumerable.Repeat(part, count), Many(part)]);

    public static Language Then(params ReadOnlySpan<Language> parts)
    {
        var all = EmptyText;
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            all = parts[i] == Nothing || all == Nothing ? Nothing : parts[i] == EmptyText ? all : all == EmptyText ? parts[i]
                : parts[i].sort == Sort.Then ? Then(parts[i].parts[0], Then(parts[i].parts[1], all))
                : Make(Sort.Then, [parts[i], all], "");
        }

        return all;
    }

    public static Language Or(params IEnumerable<Language> parts) => Join(Sort.Or, parts, neutral: Nothing, final: Everything);

    public static Language And(params IEnumerable<Language> parts) => Join(Sort.And, parts, neutral: Everything, final: Nothing);

    public static Language Not(Language part) => part.sort == Sort.Not ? part.parts[0] : Make(Sort.Not, [part], "");

    /// <summary>Whether the set has a text. Null if that takes too many steps.</summary>
    /// <param name="alphabet">All characters in expressions, and one that represents all others.</param>
    /// <param name="steps">The maximum number of expressions to visit.</param>
    public bool? HasText(string alphabet, int steps)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal) { id };
        var open = new Queue<Language>([this]);
        while (open.TryDequeue(out var next))
        {
            if (next.HasEmptyText)
            {
                return true;
            }

            foreach (var following in alphabet.Select(next.After).Where(following => following != Nothing && seen.Add(following.id)))
            {
                open.Enqueue(following);
            }

            if (seen.Count > steps)
            {
                return null;
            }
        }

        return false;
    }

    public bool Contains(string text) => text.Aggregate(this, (language, character) => language.After(character)).HasEmptyText;

    private Language After(char character) => sort switch
    {
        Sort.EmptyText => Nothing,
        Sort.Set => characters.Contains(character) ? EmptyText : Nothing,
        Sort.Then when parts[0].HasEmptyText => Or(Then(parts[0].After(character), parts[1]), parts[1].After(character)),
        Sort.Then => Then(parts[0].After(character), parts[1]),
        Sort.Many => Then(parts[0].After(character), this),
        Sort.Or => Or(parts.Select(part => part.After(character))),
        Sort.And => And(parts.Select(part => part.After(character))),
        _ => Not(parts[0].After(character)),
    };

    private static Language Join(Sort sort, IEnumerable<Language> parts, Language neutral, Language final)
    {
        var all = parts.SelectMany(part => part.sort == sort && part != neutral ? part.parts : [part]).Where(part => part != neutral).DistinctBy(part => part.id, StringComparer.Ordinal).OrderBy(part => part.id, StringComparer.Ordinal).ToImmutableArray();
        return all.Contains(final) ? final : all.Length == 0 ? neutral : all.Length == 1 ? all[0] : Make(sort, all, "");
    }

    /// <summary>Creates an expression. Equal expressions are the same object, with a short ID.</summary>
    private static Language Make(Sort sort, ImmutableArray<Language> parts, string characters)
    {
        var key = $"{(int)sort}{characters}({string.Join(',', parts.Select(part => part.id))})";
        lock (Known)
        {
            if (!Known.TryGetValue(key, out var language))
            {
                Known.Add(key, language = new Language($"{Known.Count}", sort, parts, characters));
            }

            return language;
        }
    }
}
