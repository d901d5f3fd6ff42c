using System.Text;
using AtRest.Reports.Bundle;

namespace AtRest.Reports.Verifying;

/// <summary>What a file is, by its first bytes and its name.</summary>
internal static class FileKind
{
    public const string Evidence = "evidence";
    public const string Signature = "signature";
    public const string Unknown = "unknown";

    private const int Beginning = 4096;

    /// <summary>Where the name of the first file is in a ZIP file.</summary>
    private const int FirstName = 30;

    public static async Task<string> OfAsync(GivenFile file, IEnumerable<IReportRenderer> renderers, CancellationToken cancellationToken)
    {
        var bytes = new byte[Beginning];
        var stream = file.Open();
        await using (stream)
        {
            var text = Encoding.Latin1.GetString(bytes, 0, await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken));
            return Is(file.Name, ".bundle.zip") || (text.StartsWith("PK", StringComparison.Ordinal) && text.Length > FirstName && text[FirstName..].StartsWith(BundleReadme.FileName, StringComparison.Ordinal)) ? ReportBundle.Format
                : Is(file.Name, ".dsse.json") || (text.StartsWith('{') && text.Contains("\"payloadType\"", StringComparison.Ordinal)) ? Signature
                : Is(file.Name, ReportBundle.EvidenceFileName) || (text.StartsWith('{') && text.Contains("\"auditedAt\"", StringComparison.Ordinal)) ? Evidence
                : RendererOf(file.Name, renderers)?.Format ?? Unknown;
        }
    }

    /// <summary>The renderer of a file's name. Downloaded files have another name with the same ending.</summary>
    public static IReportRenderer? RendererOf(string name, IEnumerable<IReportRenderer> renderers)
    {
        var known = renderers.ToList();
        return known.Find(renderer => Enum.GetValues<Core.Audits.ReportScope>().Any(scope => ReportFileName.Of(renderer.FileName, scope) == name))
            ?? known.Where(renderer => Is(name, ReportFileName.EndingOf(renderer.FileName))).MaxBy(renderer => ReportFileName.EndingOf(renderer.FileName).Length);
    }

    private static bool Is(string name, string ending) => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase);
}
