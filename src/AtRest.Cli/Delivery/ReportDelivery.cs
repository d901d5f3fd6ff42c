using System.Collections.Immutable;
using AtRest.Cli.Auditing;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Cli.Delivery;

/// <summary>Writes the files that the options name. If one fails, the others are still written.</summary>
internal sealed class ReportDelivery(AuditSettings settings, ImmutableArray<IReportRenderer> renderers)
{
    private readonly OutputFolder? reports = settings.Output is { } folder ? new OutputFolder(folder, "--output") : null;
    private readonly OutputFolder? evidence = settings.SaveEvidence is { } folder ? new OutputFolder(folder, "--save-evidence") : null;
    private readonly List<string> written = [];
    private readonly List<string> errors = [];

    /// <summary>Why folders cannot be used, found without writing anything.</summary>
    public IEnumerable<string> FolderErrors => new[] { reports, evidence }.Select(folder => folder?.Error).OfType<string>();

    /// <summary>Paths of the files that were written.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>A sentence for each file that could not be written.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <exception cref="InvalidInputException">A file cannot be written.</exception>
    public void Prepare(ImmutableArray<string> organizations)
    {
        IEnumerable<string> faults =
        [
            .. reports?.Faults(organizations, [.. renderers.SelectMany(renderer => Enum.GetValues<ReportScope>().Select(scope => ReportFileName.Of(renderer.FileName, scope)))]) ?? [],
            .. evidence?.Faults(organizations, [EvidenceFolder.FileName]) ?? [],
        ];
        if (faults.ToList() is { Count: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
    }

    public async Task WriteAsync(AuditEvidence source, AuditReport report, CancellationToken cancellationToken)
    {
        if (evidence is not null)
        {
            await TryWriteAsync(
                evidence.PathOf(report.OrganizationId, EvidenceFolder.FileName),
                (stream, token) => EvidenceSerializer.WriteAsync(source, stream, token),
                cancellationToken);
        }

        if (reports is not null)
        {
            foreach (var renderer in renderers)
            {
                await TryWriteAsync(
                    reports.PathOf(report.OrganizationId, ReportFileName.Of(renderer.FileName, report.Scope)),
                    (stream, token) => renderer.RenderAsync(report, stream, token),
                    cancellationToken);
            }
        }
    }

    private async Task TryWriteAsync(string path, Func<Stream, CancellationToken, Task> write, CancellationToken cancellationToken)
    {
        try
        {
            await AtomicFile.WriteAsync(path, write, cancellationToken);
            written.Add(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"'{path}' could not be written: {FileFault.Reason(exception)}.");
        }
    }
}
