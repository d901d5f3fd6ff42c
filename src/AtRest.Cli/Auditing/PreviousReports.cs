using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>The earlier reports that <c>--previous</c> names, by organization.</summary>
internal sealed class PreviousReports
{
    private readonly FrozenDictionary<string, (PreviousAudit Audit, string Path)> reports;

    private PreviousReports(IEnumerable<(PreviousReport Report, string Path)> read)
    {
        reports = read.ToFrozenDictionary(entry => entry.Report.OrganizationId, entry => (entry.Report.Audit, entry.Path), StringComparer.Ordinal);
    }

    /// <exception cref="InvalidInputException">A file cannot be read, is not a report, or two reports are about one organization. It has every reason.</exception>
    public static async Task<PreviousReports> ReadAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var read = new List<(PreviousReport Report, string Path)>();
        var errors = new List<string>();
        foreach (var path in paths.SelectMany(path => PreviousReportFiles.Of(path, errors)).Distinct())
        {
            try
            {
                await using var file = File.OpenRead(path);
                read.AddRange((await PreviousReportReader.ReadAsync(file, cancellationToken)).Select(report => (report, path)));
            }
            catch (ReportFormatException exception)
            {
                errors.Add($"--previous: {path}: {exception.Message}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                errors.Add($"--previous: {InputText.Fault("report", path, exception)}");
            }
        }

        errors.AddRange(read.GroupBy(entry => entry.Report.OrganizationId, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => $"--previous: organization '{group.Key}' has {group.Count()} reports ({string.Join(", ", group.Select(entry => entry.Path).Distinct())}). Give only the one to compare with."));
        return errors.Count == 0 ? new PreviousReports(read) : throw new InvalidInputException(errors);
    }

    /// <exception cref="InvalidInputException">A report is newer than the audit that would be compared with it.</exception>
    public void CheckNotAfter(DateTimeOffset moment, IEnumerable<string> organizations)
    {
        var errors = organizations
            .Where(id => reports.TryGetValue(id, out var report) && report.Audit.GeneratedAt > moment)
            .Select(id => $"--previous: {reports[id].Path}: the report of organization '{id}' is from {Minute(reports[id].Audit.GeneratedAt)}, later than this audit ({Minute(moment)}). Give an earlier one.")
            .ToList();
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    /// <summary>Sentences about reports that are not used, and about organizations without a report.</summary>
    public IEnumerable<string> Notes(ImmutableArray<string> organizations) => reports.Count == 0 ? [] :
        reports.Where(entry => !organizations.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => SafeText.Line($"--previous: {entry.Value.Path}: organization '{entry.Key}' is not audited, so its report is not used."))
            .Concat(organizations.Where(id => !reports.ContainsKey(id)).Select(id => $"--previous: organization '{id}' has no earlier report, so its report shows no changes."));

    /// <summary>Adds each report to the evidence of its organization. It replaces a report that was saved with the evidence.</summary>
    /// <exception cref="InvalidInputException">A report is newer than its evidence.</exception>
    public ImmutableArray<AuditEvidence> AddTo(ImmutableArray<AuditEvidence> evidence)
    {
        foreach (var entry in evidence)
        {
            CheckNotAfter(entry.AuditedAt, [entry.Organization.Id]);
        }

        return [.. evidence.Select(entry => reports.TryGetValue(entry.Organization.Id, out var report) ? entry with { Previous = report.Audit } : entry)];
    }

    private static string Minute(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", System.Globalization.CultureInfo.InvariantCulture);
}
