using System.Collections.Frozen;
using System.Collections.Immutable;
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

    /// <exception cref="InvalidInputException">A file cannot be read or is no report, or two are of one organization: every reason is named.</exception>
    public static async Task<PreviousReports> ReadAsync(ImmutableArray<string> paths, CancellationToken cancellationToken)
    {
        var read = new List<(PreviousReport Report, string Path)>();
        var errors = new List<string>();
        foreach (var path in paths.SelectMany(path => PreviousReportFiles.Of(path, errors)).Distinct())
        {
            try
            {
                var bytes = await File.ReadAllBytesAsync(path, cancellationToken);
                read.AddRange(PreviousReportReader.Read(bytes).Select(report => (report, path)));
            }
            catch (ReportFormatException exception)
            {
                errors.Add($"--previous: {path}: {exception.Message}");
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
            {
                errors.Add($"--previous: '{path}' cannot be read: {exception.Message}");
            }
        }

        errors.AddRange(read.GroupBy(entry => entry.Report.OrganizationId, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => $"--previous: there are {group.Count()} reports of organization '{group.Key}' ({string.Join(", ", group.Select(entry => entry.Path).Distinct())}). Give the one to compare with."));
        return errors.Count == 0 ? new PreviousReports(read) : throw new InvalidInputException(errors);
    }

    /// <exception cref="InvalidInputException">A report is newer than the audit that would be compared with it.</exception>
    public void CheckNotAfter(DateTimeOffset moment, IEnumerable<string> organizations)
    {
        var errors = organizations
            .Where(id => reports.TryGetValue(id, out var report) && report.Audit.GeneratedAt > moment)
            .Select(id => $"--previous: {reports[id].Path}: the report of organization '{id}' is of {Minute(reports[id].Audit.GeneratedAt)}, later than this audit ({Minute(moment)}). Give an earlier one.")
            .ToList();
        if (errors.Count > 0)
        {
            throw new InvalidInputException(errors);
        }
    }

    /// <summary>Sentences about reports that have no use here, and about organizations that have no report.</summary>
    public IEnumerable<string> Notes(ImmutableArray<string> organizations) => reports.Count == 0 ? [] :
        reports.Where(entry => !organizations.Contains(entry.Key)).OrderBy(entry => entry.Key, StringComparer.Ordinal)
            .Select(entry => SafeText.Line($"--previous: {entry.Value.Path}: organization '{entry.Key}' is not audited, so its report is not used."))
            .Concat(organizations.Where(id => !reports.ContainsKey(id)).Select(id => $"--previous: there is no earlier report of organization '{id}'; its report says nothing of changes."));

    /// <summary>Puts each report into the evidence of its organization, in the place of one that was saved with it.</summary>
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
