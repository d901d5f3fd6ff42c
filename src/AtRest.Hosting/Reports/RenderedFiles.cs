using System.Collections.Immutable;
using System.Security.Cryptography;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports;
using AtRest.Reports.Bundle;
using AtRest.Reports.Signing;
using AtRest.Storage;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Reports;

/// <summary>
/// Renders the formats that audits do not store, when they are requested for the first time, and stores them. The stored evidence is judged again, and a file is written only if that gives exactly the stored
/// <c>report.json</c>. A rendered file never changes.
/// </summary>
internal sealed partial class RenderedFiles(
    IBlobStore blobs, VerifiedFiles verified, ReportFileWriter writer, ReportBundle bundle, IEnumerable<IReportRenderer> renderers, TimeProvider time, ILogger<RenderedFiles> log) : IAsyncDisposable
{
    /// <summary>How many files one process renders at once. Each has the evidence of its report in memory.</summary>
    public const int MostAtOnce = 2;

    private const string Json = "json";

    /// <summary>How long a caller waits. The rendering goes on without the caller, and the file is there when the caller requests it again.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly ImmutableArray<IReportRenderer> renderers = [.. renderers];
    private readonly Dictionary<string, Task<Rendition>> running = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();

    /// <summary>All formats.</summary>
    public ImmutableArray<string> Formats => [.. renderers.Select(renderer => renderer.Format)];

    /// <summary>The formats that a report exists in, or can be rendered in.</summary>
    public ImmutableArray<string> FormatsOf(ReportEntry entry) =>
        [.. renderers.Where(renderer => entry.Files.Any(file => file.Format == renderer.Format) || renderer.RefusalOf(entry.Clusters.Total) is null).Select(renderer => renderer.Format)];

    /// <summary>The file of a report in a format that it is not stored in; null if the format does not exist.</summary>
    /// <exception cref="StorageException">The storage cannot be used, or a stored file was changed or damaged.</exception>
    /// <exception cref="SigningKeyException">Files are signed, and the key cannot be used now.</exception>
    public async Task<Rendition?> GetAsync(ReportEntry entry, string format, CancellationToken cancellationToken)
    {
        if (renderers.FirstOrDefault(renderer => renderer.Format == format) is not { } renderer)
        {
            return null;
        }

        if (await FindAsync(ReportBlobs.Rendered(entry, format), cancellationToken) is { } made)
        {
            return made;
        }

        if (renderer.RefusalOf(entry.Clusters.Total) is { } refusal)
        {
            return new Rendition.Refused(refusal);
        }

        try
        {
            return Start(entry, renderer) is { } rendering ? await rendering.WaitAsync(LongestWait, time, cancellationToken) : new Rendition.Busy();
        }
        catch (Exception exception) when (exception is TimeoutException || (exception is OperationCanceledException && stopping.IsCancellationRequested))
        {
            return new Rendition.Busy();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        Task[] rest;
        lock (running)
        {
            rest = [.. running.Values];
        }

        await Task.WhenAll(rest).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        stopping.Dispose();
    }

    private async Task<Rendition?> FindAsync(string name, CancellationToken cancellationToken) =>
        await blobs.ReadJsonAsync<Rendition.Made>(name, cancellationToken) is not { } made ? null : made.IsWell ? made : throw BlobJson.Changed(name, null);

    /// <summary>Begins to render, or joins the callers who wait for the same file. Null if this process renders enough already.</summary>
    private Task<Rendition>? Start(ReportEntry entry, IReportRenderer renderer)
    {
        var name = ReportBlobs.Rendered(entry, renderer.Format);
        lock (running)
        {
            if (running.TryGetValue(name, out var known))
            {
                return known;
            }

            if (running.Count >= MostAtOnce || stopping.IsCancellationRequested)
            {
                return null;
            }

            // No caller's token: the others wait for the same file.
            var rendering = Task.Run(() => RunAsync(entry, renderer, name), CancellationToken.None);
            running.Add(name, rendering);
            return rendering;
        }
    }

    private async Task<Rendition> RunAsync(ReportEntry entry, IReportRenderer renderer, string name)
    {
        try
        {
            // The caller looked for it before, and another one may have rendered it since.
            return await FindAsync(name, stopping.Token) ?? await RenderAsync(entry, renderer, name, stopping.Token);
        }
        finally
        {
            lock (running)
            {
                running.Remove(name);
            }
        }
    }

    private async Task<Rendition> RenderAsync(ReportEntry entry, IReportRenderer renderer, string name, CancellationToken cancellationToken)
    {
        AuditReport? report;
        try
        {
            report = await JudgeAsync(entry, cancellationToken);
        }
        catch (EvidenceFormatException exception)
        {
            return new Rendition.Refused($"This server's version of AtRest ({ReportStore.Tool.Version}) cannot read the stored evidence, so other formats cannot be made from it. {exception.Message}");
        }

        if (report is null)
        {
            return new Rendition.Refused("The evidence of this report is no longer stored, so other formats cannot be made from it. Use a format that was stored with the report.");
        }

        if (entry.Files.FirstOrDefault(file => file.Format == Json)?.Sha256 != await JsonDigestAsync(report, cancellationToken))
        {
            LogDifference(entry.ReportId, entry.OrganizationId, entry.ToolVersion);
            return new Rendition.Refused(
                $"This server's version of AtRest ({ReportStore.Tool.Version}) does not make exactly the same report from the stored evidence, so it writes no other formats of it. The report is by version {entry.ToolVersion ?? "unknown"}. "
                + "Use a stored format, or download the evidence and use 'atrest report render' of that version.");
        }

        var file = renderer.Format == ReportBundle.Format
            ? await writer.WriteBundleAsync(report, renderer, bundle, [.. entry.Files, entry.Evidence!], Others(entry), cancellationToken)
            : await writer.WriteAsync(report, renderer, cancellationToken);
        var signature = await writer.SignAsync(report, [file], Rendition.SignatureFormatOf(renderer.Format), $"{renderer.FileName}.dsse.json", cancellationToken);

        // Last, because it makes the file visible.
        return await blobs.CreateJsonAsync(name, new Rendition.Made { File = file, Signature = signature }, cancellationToken);
    }

    /// <summary>What a bundle contains besides the stored files.</summary>
    private IEnumerable<IReportRenderer> Others(ReportEntry entry) => renderers.Where(renderer =>
        renderer.Format != ReportBundle.Format && renderer.RefusalOf(entry.Clusters.Total) is null && !entry.Files.Any(file => file.Format == renderer.Format));

    /// <summary>Judges the stored evidence again, as the version that wrote the report. Null if the evidence is not stored.</summary>
    /// <exception cref="EvidenceFormatException">This version cannot read the evidence.</exception>
    private async Task<AuditReport?> JudgeAsync(ReportEntry entry, CancellationToken cancellationToken)
    {
        if (entry.Evidence is not { } file || await verified.OpenAsync(ReportBlobs.Evidence(entry.OrganizationId, entry.ReportId), file, cancellationToken) is not { } blob)
        {
            return null;
        }

        await using (blob)
        {
            var tool = entry.ToolVersion is { } version ? ReportStore.Tool with { Version = version } : ReportStore.Tool;
            return new Auditor(RuleCatalog.All, tool) { Cancellation = cancellationToken }.Audit(await EvidenceSerializer.ReadAsync(blob.Content, cancellationToken));
        }
    }

    private async Task<string> JsonDigestAsync(AuditReport report, CancellationToken cancellationToken)
    {
        using var hash = SHA256.Create();
        var stream = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write);
        await using (stream)
        {
            await renderers.First(renderer => renderer.Format == Json).RenderAsync(report, stream, cancellationToken);
            await stream.FlushFinalBlockAsync(cancellationToken);
            return Convert.ToHexStringLower(hash.Hash!);
        }
    }

    [LoggerMessage(LogLevel.Error, "Report {ReportId} of organization {OrganizationId} cannot be rendered in other formats: its stored evidence gives another report.json than the stored one, which version {Version} wrote")]
    private partial void LogDifference(string reportId, string organizationId, string? version);
}
