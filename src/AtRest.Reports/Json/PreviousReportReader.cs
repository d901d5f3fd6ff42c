using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence.Json;
using AtRest.Reports.Json;

namespace AtRest.Reports;

/// <summary>Reads earlier reports, one (<c>report.json</c>) or several after each other (JSON lines), to compare a new audit with them.</summary>
/// <remarks>It reads versions 1 and 2. It never holds the whole text: what no comparison needs is passed over.</remarks>
public static class PreviousReportReader
{
    /// <summary>The file that is written to be read again.</summary>
    public const string FileName = "report.json";

    /// <summary>The file with the same content on one line.</summary>
    public const string LinesFileName = "report.jsonl";

    /// <exception cref="ReportFormatException">The bytes are not a report that can be read. The message gives the place, the reason and what to do.</exception>
    /// <exception cref="IOException">The stream could not be read.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task<ImmutableArray<PreviousReport>> ReadAsync(Stream utf8, CancellationToken cancellationToken)
    {
        var reports = ImmutableArray.CreateBuilder<PreviousReport>();
        try
        {
            await foreach (var report in JsonSerializer.DeserializeAsyncEnumerable(utf8, ReportJson.SingleLine.EarlierDocument, topLevelValues: true, cancellationToken))
            {
                reports.Add(ToReport(report));
            }
        }
        catch (JsonException exception) when (EarlierSyntax.IsFaulty(exception))
        {
            throw new ReportFormatException($"It is not JSON{JsonFault.Place(new JsonException(null, path: null, exception.LineNumber, exception.BytePositionInLine))}. {EarlierSyntax.Explain(exception)} {EarlierLists.Advice}", exception);
        }
        catch (JsonException exception)
        {
            var reason = JsonFault.Reason(exception);

            // The value is a list or a number.
            throw exception.Path == "$" && reason.Contains("could not be converted", StringComparison.Ordinal)
                ? new ReportFormatException($"It is not a report: it is not a JSON object with 'schemaVersion'. {EarlierLists.Advice}", exception)
                : new ReportFormatException($"It is not a report that AtRest can read{JsonFault.Place(exception)}: {reason} {EarlierLists.Advice}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // System.Text.Json throws this for bytes or escapes that are not valid Unicode.
            throw new ReportFormatException($"It is not a report that AtRest can read: a text in it is not valid Unicode. {EarlierLists.Advice}", exception);
        }

        return reports.Count > 0 ? reports.ToImmutable() : throw new ReportFormatException($"It is empty. {EarlierLists.Advice}");
    }

    private static ReportFormatException NotAReport() => new($"It is not a report: it has no 'schemaVersion'. {EarlierLists.Advice}");

    private static PreviousReport ToReport(EarlierDocument? report)
    {
        if (report?.SchemaVersion is null)
        {
            throw NotAReport();
        }

        var id = Required(report.ReportId, "reportId");
        var organization = Required(report.Organization, "organization").Id;
        if (!Guid.TryParseExact(id, "D", out _) || organization.Length == 0)
        {
            throw new ReportFormatException($"Its reportId '{id}' or its organization's ID '{organization}' is not one that AtRest writes. {EarlierLists.Advice}");
        }

        foreach (var left in report.LeftOut)
        {
            EarlierLists.RequireWhole(left);
        }

        return new(organization, new PreviousAudit
        {
            ReportId = id,
            GeneratedAt = report.GeneratedAt ?? throw Missing("generatedAt"),
            Clusters = Required(report.Clusters, "clusters").Compared,
            Findings = [.. report.Findings.Select(finding => EarlierLists.Compared(finding, declared: null, finding?.RuleId))],
            LeftOut = [.. report.LeftOut],
            KeyPolicies = report.KeyPolicies.Compared,
            Trend = report.Trend?.Compared,
        });
    }

    private static T Required<T>(T? value, string name)
        where T : class => value ?? throw Missing(name);

    private static ReportFormatException Missing(string name) => new($"It is not a report that AtRest can read: '{name}' is missing. {EarlierLists.Advice}");
}
