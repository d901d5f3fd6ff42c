using System.Text.Json;
using AtRest.Core.Inventory;

namespace AtRest.Core.Audits.History;

/// <summary>The words of a change: those of <c>report.json</c> for programs, and those of its sentences.</summary>
internal static class HistoryWords
{
    public static string Of(Verdict verdict) => JsonNamingPolicy.CamelCase.ConvertName(verdict.ToString());

    /// <summary>Null for a cluster that nobody declared.</summary>
    public static string? Of(EncryptionType type) => type == EncryptionType.None ? null : type.ToString();

    public static string Say(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.Indeterminate => "indeterminate",
        Verdict.NonCompliant => "non-compliant",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
