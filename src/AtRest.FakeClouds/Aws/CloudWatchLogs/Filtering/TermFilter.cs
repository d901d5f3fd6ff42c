using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws.CloudWatchLogs.Filtering;

/// <summary>Words that must all occur. Words with <c>-</c> must not occur. At least one of the words with <c>?</c> must occur. A phrase is in quotes. Without words, every event matches.</summary>
internal sealed partial class TermFilter : IFilter
{
    private readonly string[] required;
    private readonly string[] excluded;
    private readonly string[] optional;

    private TermFilter(ILookup<string, string> terms) =>
        (required, excluded, optional) = ([.. terms[""]], [.. terms["-"]], [.. terms["?"]]);

    public static TermFilter Parse(string pattern) => Form().Replace(pattern, "").Trim().Length == 0
        ? new TermFilter(Form().Matches(pattern).ToLookup(term => term.Groups["sign"].Value, term => term.Groups["phrase"] is { Success: true } phrase ? phrase.Value : term.Groups["word"].Value))
        : throw LogsErrors.Invalid("Invalid metric filter pattern");

    /// <summary>With required words, the optional ones have no effect.</summary>
    public bool Matches(string message) =>
        Array.TrueForAll(required, term => Occurs(term, message))
        && !Array.Exists(excluded, term => Occurs(term, message))
        && (required.Length > 0 || optional.Length == 0 || Array.Exists(optional, term => Occurs(term, message)));

    private static bool Occurs(string term, string message) => message.Contains(term, StringComparison.Ordinal);

    [GeneratedRegex("""(?<sign>[-?]?)(?:"(?<phrase>[^"]*)"|(?<word>[A-Za-z0-9_.:/*]+))""")]
    private static partial Regex Form();
}
