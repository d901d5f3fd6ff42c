using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Evidence.Json;
using AtRest.KeyPolicies.Parsing;
using AtRest.Reports.Json;

namespace AtRest.Reports;

/// <summary>Reads earlier reports, one (<c>report.json</c>) or several after each other (JSON lines), to compare a new audit with them.</summary>
/// <remarks>It reads the model that the reports are written with. Properties that no comparison needs are passed over, so reports of earlier and later versions are read, too.</remarks>
public static class PreviousReportReader
{
    /// <summary>The file that is written to be read again.</summary>
    public const string FileName = "report.json";

    /// <summary>The file with the same content on one line.</summary>
    public const string LinesFileName = "report.jsonl";

    private const string Advice = "Give a report that 'atrest audit' wrote as JSON.";

    private static readonly JsonReaderOptions Options = new() { AllowMultipleValues = true };

    /// <exception cref="ReportFormatException">The bytes are not a report that can be read. The message gives the place, the reason and what to do.</exception>
    public static ImmutableArray<PreviousReport> Read(ReadOnlyMemory<byte> utf8)
    {
        var json = utf8.Span.StartsWith("\uFEFF"u8) ? utf8.Span[3..] : utf8.Span;
        CheckSyntax(json);
        var reader = new Utf8JsonReader(json, Options);
        var reports = ImmutableArray.CreateBuilder<PreviousReport>();
        var start = 0L;
        try
        {
            while (reader.Read())
            {
                start = reader.TokenStartIndex;
                CheckVersion(reader);
                reports.Add(ToReport(JsonSerializer.Deserialize<ReportDocument>(ref reader, ReportJson.Earlier)!));
                start = 0;
            }
        }
        catch (JsonException exception)
        {
            throw new ReportFormatException($"It is not a report that AtRest can read{Place(exception, json[..(int)start])}: {JsonFault.Reason(exception)} {Advice}", exception);
        }
        catch (InvalidOperationException exception)
        {
            // System.Text.Json throws this for bytes or escapes that are not valid Unicode.
            throw new ReportFormatException($"It is not a report that AtRest can read: a text in it is not valid Unicode. {Advice}", exception);
        }

        return reports.Count > 0 ? reports.ToImmutable() : throw new ReportFormatException($"It is empty. {Advice}");
    }

    private static void CheckSyntax(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception) when (json.IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            throw new ReportFormatException($"It is not JSON{JsonFault.Place(exception)}. {JsonSyntax.Explain(exception, json)} {Advice}", exception);
        }
        catch (JsonException)
        {
            // An empty file has its own message.
        }
    }

    /// <summary>A value's errors are counted from its own beginning.</summary>
    private static string Place(JsonException exception, ReadOnlySpan<byte> before)
    {
        var lines = before.Count((byte)'\n');
        return lines == 0 ? JsonFault.Place(exception) : JsonFault.Place(new JsonException(null, exception.Path, exception.LineNumber + lines, exception.BytePositionInLine));
    }

    private static void CheckVersion(Utf8JsonReader reader)
    {
        var version = reader.TokenType == JsonTokenType.StartObject ? JsonSerializer.Deserialize<ReportVersion>(ref reader, ReportJson.Earlier)?.SchemaVersion : null;
        if (version is null)
        {
            throw new ReportFormatException($"It is not a report: it has no 'schemaVersion'. {Advice}");
        }

        if (version != AuditReport.CurrentSchemaVersion)
        {
            throw new ReportFormatException($"The report has schema version '{version}', but this version of AtRest reads '{AuditReport.CurrentSchemaVersion}'. Give a report that this version wrote.");
        }
    }

    private static PreviousReport ToReport(ReportDocument report)
    {
        if (!Guid.TryParseExact(report.ReportId, "D", out _) || report.Organization.Id.Length == 0)
        {
            throw new ReportFormatException($"Its reportId '{report.ReportId}' or its organization's ID '{report.Organization.Id}' is not one that AtRest writes. {Advice}");
        }

        RequireWhole([.. report.LeftOut ?? [], .. report.Clusters, .. report.Findings, .. report.KeyPolicies]);
        RequireWhole([.. report.Clusters.SelectMany(cluster => cluster.Findings)]);
        RequireUnique("clusters", report.Clusters.Select(cluster => cluster.Id));
        RequireUnique("keyPolicies", report.KeyPolicies.Select(policy => policy.KeyArn));
        if (report.KeyPolicies.FirstOrDefault(policy => policy.Sha256 != EvidenceHash.OfText(policy.Policy)) is { } changed)
        {
            throw new ReportFormatException($"keyPolicies: the SHA-256 of the policy of {changed.KeyArn} does not match its text, so the file was changed after it was written. Give the report as it was written.");
        }

        return new(report.Organization.Id, new PreviousAudit
        {
            ReportId = report.ReportId,
            GeneratedAt = report.GeneratedAt,
            Clusters = [.. report.Clusters.Select(ToCluster).OrderBy(cluster => cluster.Id, StringComparer.Ordinal)],
            Findings = [.. report.Findings.Select(finding => finding.ToModel())],
            LeftOut = [.. report.LeftOut ?? []],
            KeyPolicies = [.. report.KeyPolicies.Select(policy => policy.ToModel()).OrderBy(policy => policy.KeyArn, StringComparer.Ordinal)],
        });
    }

    private static PreviousCluster ToCluster(ClusterElement cluster) => new()
    {
        Id = cluster.Id,
        Name = cluster.Name,
        DeclaredType = (cluster.Declared ?? new()).ToModel()
            ?? throw new ReportFormatException($"The declared type '{cluster.Declared?.Type}' of cluster '{cluster.Id}' is not known to this version of AtRest. Give a report that this version wrote."),
        Verdict = cluster.Verdict,
        Findings = [.. cluster.Findings.Select(finding => finding.ToModel())],
    };

    private static void RequireWhole(IEnumerable<object?> elements)
    {
        if (elements.Contains(null))
        {
            throw new ReportFormatException($"One of its lists holds null, which AtRest never writes. {Advice}");
        }
    }

    private static void RequireUnique(string list, IEnumerable<string> names)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        if (names.FirstOrDefault(name => !seen.Add(name)) is { } twice)
        {
            throw new ReportFormatException($"'{twice}' appears more than once in {list}. {Advice}");
        }
    }
}
