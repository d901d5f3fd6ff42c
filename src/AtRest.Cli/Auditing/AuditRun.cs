using System.Collections.Immutable;
using AtRest.Cli.Commands;
using AtRest.Cli.Delivery;
using AtRest.Cli.Demo;
using AtRest.Cli.Presentation;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports;
using AtRest.Reports.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Auditing;

/// <summary>One run of <c>audit</c>: read, judge, write, show.</summary>
internal static class AuditRun
{
    public static async Task<int> RunAsync(AuditSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        // Errors are exceptions, so what is written to this standard error are notes and progress.
        var noting = settings.Quiet ? environment with { Error = TextWriter.Null, ErrorIsTerminal = false } : environment;
        var pages = RulePages.Of(environment);
        var key = await SigningOptions.OpenAsync(settings.Sign, environment);
        var services = new ServiceCollection()
            .AddSingleton(environment.Time)
            .AddSingleton(key)
            .AddAtRestReports(new ReportOptions { RulePage = pages.AddressOf, JUnitUnknown = settings.JUnitUnknown })
            .BuildServiceProvider();
        await using (services)
        {
            var renderers = services.GetServices<IReportRenderer>().ToImmutableArray();
            var delivery = new ReportDelivery(settings, ReportFormats.Choose(renderers, settings.Formats), await SignerAsync(settings, services, cancellationToken));
            var (previous, source) = await OpenAsync(settings, noting, delivery, cancellationToken);
            await using (source)
            {
                if (settings.Evidence is null)
                {
                    // Checked before an audit that may take minutes. Saved evidence has its own time.
                    previous.CheckNotAfter(environment.Time.GetUtcNow(), source.Organizations);
                }

                delivery.Prepare(source.Organizations);
                foreach (var note in previous.Notes(source.Organizations))
                {
                    await noting.WriteMessageAsync(note);
                }

                var evidence = previous.AddTo(await source.ReadAsync(cancellationToken));
                var reports = await JudgeAsync(evidence, delivery, cancellationToken);
                var screen = new ReportScreen(environment, settings, pages, renderers.First(renderer => renderer.Format == ReportFormats.JsonLine));
                await screen.ShowAsync(reports, delivery, cancellationToken);
                return delivery.Failure ?? screen.Failure?.ExitCode ?? settings.FailOn.ExitCodeOf(reports);
            }
        }
    }

    /// <summary>Reads the key before an audit that may take minutes. Null: files are not signed.</summary>
    private static async Task<ReportSigner?> SignerAsync(AuditSettings settings, ServiceProvider services, CancellationToken cancellationToken)
    {
        var signer = services.GetRequiredService<ReportSigner>();
        try
        {
            return (settings.Output ?? settings.SaveEvidence) is not null && await signer.IsOnAsync(cancellationToken) ? signer : null;
        }
        catch (SigningKeyException exception)
        {
            throw new InvalidInputException(exception.Message);
        }
    }

    /// <summary>Opens all that the options name. What cannot be opened is reported together.</summary>
    private static async Task<(PreviousReports Previous, IAuditSource Source)> OpenAsync(AuditSettings settings, CliEnvironment environment, ReportDelivery delivery, CancellationToken cancellationToken)
    {
        var faults = new FaultCollector();
        faults.Add(delivery.FolderErrors);
        var previous = await faults.TryAsync(() => PreviousReports.ReadAsync(settings.Previous, cancellationToken));
        var source = await faults.TryAsync(() => OpenSourceAsync(settings, environment, cancellationToken));
        try
        {
            faults.ThrowIfAny();
            return (previous!, source!);
        }
        catch (InvalidInputException) when (source is not null)
        {
            await source.DisposeAsync();
            throw;
        }
    }

    private static async Task<ImmutableArray<AuditReport>> JudgeAsync(ImmutableArray<AuditEvidence> evidence, ReportDelivery delivery, CancellationToken cancellationToken)
    {
        var auditor = new Auditor(RuleCatalog.All, new ToolInfo("AtRest", ProductVersion.Current)) { Cancellation = cancellationToken };
        var reports = ImmutableArray.CreateBuilder<AuditReport>(evidence.Length);
        foreach (var entry in evidence)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var report = auditor.Audit(entry);
            await delivery.WriteAsync(entry, report, cancellationToken);
            reports.Add(report);
        }

        return reports.ToImmutable();
    }

    private static async Task<IAuditSource> OpenSourceAsync(AuditSettings settings, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (settings.Demo)
        {
            return await DemoFleet.OpenAsync(settings, environment, cancellationToken);
        }

        var faults = new FaultCollector();
        var inventory = settings.Inventory is { } path ? await faults.TryAsync(() => InventoryFile.ReadAsync(path, "Nothing was audited.", environment, cancellationToken)) : null;
        if (settings.Evidence is { } folder)
        {
            var evidence = await faults.TryAsync(() => EvidenceFolder.ReadAsync(folder, cancellationToken));
            faults.ThrowIfAny();
            return new SavedSource(evidence, inventory, settings);
        }

        var clouds = await faults.TryAsync(() => Task.FromResult(CloudAccess.Real(environment, settings)));
        faults.ThrowIfAny();
        return new LiveSource(inventory!, settings, environment, clouds!);
    }
}
