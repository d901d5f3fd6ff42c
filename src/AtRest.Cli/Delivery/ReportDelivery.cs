using System.Collections.Immutable;
using AtRest.Cli.Auditing;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Reports;
using AtRest.Reports.Signing;

namespace AtRest.Cli.Delivery;

/// <summary>Writes the files that the options name. If one fails, the others are still written.</summary>
internal sealed class ReportDelivery(AuditSettings settings, ImmutableArray<IReportRenderer> renderers, ReportSigner? signer)
{
    private readonly OutputFolder? reports = settings.Output is { } folder ? new OutputFolder(folder, "--output") : null;
    private readonly OutputFolder? evidence = settings.SaveEvidence is { } folder ? new OutputFolder(folder, "--save-evidence") : null;
    private readonly List<string> written = [];
    private readonly List<string> errors = [];
    private readonly List<string> refusals = [];

    /// <summary>Why folders cannot be used, found without writing anything.</summary>
    public IEnumerable<string> FolderErrors => new[] { reports, evidence }.Select(folder => folder?.Error).OfType<string>();

    /// <summary>Paths of the files that were written.</summary>
    public IReadOnlyList<string> Written => written;

    /// <summary>A sentence for each file that could not be written.</summary>
    public IReadOnlyList<string> Errors => [.. refusals, .. errors];

    /// <summary>The exit code if a file is missing; otherwise null. A format that a report is too large for is invalid input, as for <c>report render</c>.</summary>
    public int? Failure => errors.Count > 0 ? ExitCode.UnexpectedFailure : refusals.Count > 0 ? ExitCode.InvalidInput : null;

    /// <exception cref="InvalidInputException">A file cannot be written.</exception>
    public void Prepare(ImmutableArray<string> organizations)
    {
        IEnumerable<string> signatures = signer is null ? [] : Names(ReportSigner.FileName);
        IEnumerable<string> faults =
        [
            .. reports?.Faults(organizations, [.. renderers.SelectMany(renderer => Names(renderer.FileName)), .. signatures]) ?? [],
            .. evidence?.Faults(organizations, [EvidenceFolder.FileName, .. signatures]) ?? [],
        ];
        if (faults.ToList() is { Count: > 0 } found)
        {
            throw new InvalidInputException(found);
        }
    }

    public async Task WriteAsync(AuditEvidence source, AuditReport report, CancellationToken cancellationToken)
    {
        List<FileDigest> signed = [];
        if (evidence is not null)
        {
            await TryWriteAsync(
                evidence.PathOf(report.OrganizationId, EvidenceFolder.FileName),
                (stream, token) => EvidenceSerializer.WriteAsync(source, stream, token),
                signed,
                cancellationToken);
        }

        if (reports is not null)
        {
            foreach (var renderer in renderers)
            {
                if (renderer.RefusalOf(report.Summaries.Length) is { } refusal)
                {
                    refusals.Add($"The report of organization '{report.OrganizationId}' could not be written: {refusal}");
                    continue;
                }

                await TryWriteAsync(
                    reports.PathOf(report.OrganizationId, ReportFileName.Of(renderer.FileName, report.Scope)),
                    (stream, token) => renderer.RenderAsync(report, stream, token),
                    signed,
                    cancellationToken);
            }
        }

        if (signer is not null && await SignAsync(signer, report, signed, cancellationToken) is { } signature)
        {
            var paths = new[] { reports, evidence }.OfType<OutputFolder>().Select(one => one.PathOf(report.OrganizationId, ReportFileName.Of(ReportSigner.FileName, report.Scope)));
            foreach (var path in paths.Distinct(StringComparer.Ordinal))
            {
                await TryWriteAsync(path, (stream, token) => stream.WriteAsync(signature, token).AsTask(), [], cancellationToken);
            }
        }
    }

    /// <summary>A signature about the files that were written.</summary>
    private async Task<byte[]?> SignAsync(ReportSigner by, AuditReport report, List<FileDigest> files, CancellationToken cancellationToken)
    {
        try
        {
            return files.Count == 0 ? null : await by.SignAsync(report, files, cancellationToken);
        }
        catch (SigningKeyException exception)
        {
            errors.Add($"The files of organization '{report.OrganizationId}' could not be signed: {exception.Message}");
            return null;
        }
    }

    private static IEnumerable<string> Names(string fileName) => Enum.GetValues<ReportScope>().Select(scope => ReportFileName.Of(fileName, scope));

    private async Task TryWriteAsync(string path, Func<Stream, CancellationToken, Task> write, List<FileDigest> digests, CancellationToken cancellationToken)
    {
        try
        {
            if (signer is null)
            {
                await AtomicFile.WriteAsync(path, write, cancellationToken);
            }
            else
            {
                digests.Add(await AtomicFile.WriteHashedAsync(path, write, cancellationToken));
            }

            written.Add(path);
        }
        catch (SigningKeyException exception)
        {
            errors.Add($"'{path}' could not be signed: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add($"'{path}' could not be written: {FileFault.Reason(exception)}.");
        }
    }
}
