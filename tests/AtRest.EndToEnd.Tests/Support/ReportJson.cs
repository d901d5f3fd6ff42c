using System.Text.Json;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Looks up what findings of <c>report.json</c> refer to.</summary>
internal static class ReportJson
{
    /// <summary>A finding's remedy: its own, or that of the advice that it refers to.</summary>
    public static string? RemedyOf(JsonElement report, JsonElement finding) =>
        finding.TryGetProperty("advice", out var id)
            ? report.GetProperty("advice").EnumerateArray().Single(advice => advice.GetProperty("id").GetString() == id.GetString()).GetProperty("remedy").GetString()
            : finding.TryGetProperty("remedy", out var remedy) ? remedy.GetString() : null;
}
