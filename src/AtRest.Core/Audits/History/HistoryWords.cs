using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Core.Audits.History;

/// <summary>The words of a change: those of <c>report.json</c> for programs, and those of its sentences.</summary>
internal static class HistoryWords
{
    public static string Of(Verdict verdict) => WireWord.Of(verdict);

    /// <summary>Null for a cluster that nobody declared.</summary>
    public static string? Of(EncryptionType type) => type == EncryptionType.None ? null : WireWord.Of(type);

    public static string Say(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.Indeterminate => "indeterminate",
        Verdict.NonCompliant => "non-compliant",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
