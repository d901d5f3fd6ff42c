using AtRest.Core.Audits;
using AtRest.Core.Rules;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>Words, symbols and colours. A colour never carries a meaning alone: the symbol and the word have the same meaning.</summary>
internal static class Marks
{
    private static readonly Style Good = new(Color.Green);
    private static readonly Style Doubt = new(Color.Yellow);
    private static readonly Style Bad = new(Color.Red);

    public static string WordOf(Verdict verdict) => VerdictText.Of(verdict);

    public static string SymbolOf(Verdict verdict, bool unicode) => verdict switch
    {
        Verdict.NonCompliant => unicode ? "✗" : "x",
        Verdict.Indeterminate => "?",
        Verdict.Compliant => unicode ? "✓" : "+",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static Style StyleOf(Verdict verdict) => verdict switch
    {
        Verdict.NonCompliant => Bad,
        Verdict.Indeterminate => Doubt,
        Verdict.Compliant => Good,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };

    public static string SymbolOf(FindingStatus status, bool unicode) => status == FindingStatus.Unknown ? "?" : unicode ? "✗" : "x";

    public static Style StyleOf(FindingStatus status) => status == FindingStatus.Unknown ? Doubt : Bad;

    public static string WordOf(Severity severity) => severity.ToString().ToLowerInvariant();

    public static string WordOf(RuleLevel level) => level.ToString().ToLowerInvariant();
}
