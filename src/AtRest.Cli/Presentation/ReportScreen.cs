using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Delivery;
using AtRest.Cli.Rules;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Cli.Presentation;

/// <summary>Shows an audit: results on standard output, messages on standard error.</summary>
internal sealed class ReportScreen(CliEnvironment environment, AuditSettings settings, RulePages pages, IReportRenderer jsonLines)
{
    /// <summary>Why standard output did not take all results. Null if it did.</summary>
    public OutputFailedException? Failure { get; private set; }

    public async Task ShowAsync(IReadOnlyList<AuditReport> reports, ReportDelivery delivery, CancellationToken cancellationToken)
    {
        try
        {
            await (settings.Json ? WriteJsonAsync(reports, cancellationToken) : WriteTextAsync(reports, delivery));
            await environment.Output.FlushAsync(cancellationToken);
        }
        catch (OutputFailedException exception)
        {
            // The files are written by now, and must still be named.
            Failure = exception;
        }

        // The summary names the files.
        if (Failure is not null || (settings.Json && !settings.Quiet))
        {
            foreach (var path in delivery.Written)
            {
                await environment.WriteMessageAsync($"Wrote {path}");
            }
        }

        foreach (var message in delivery.Errors.Concat(Failure is { IsClosedPipe: false } ? [Failure.Explanation] : []))
        {
            await environment.WriteMessageAsync(message);
        }

        if (settings is { Demo: true, Output: null, Quiet: false } && Failure is null)
        {
            await environment.WriteMessageAsync("To see the same as a web page, add '--format html --output reports'.");
        }
    }

    private async Task WriteJsonAsync(IReadOnlyList<AuditReport> reports, CancellationToken cancellationToken)
    {
        foreach (var report in reports)
        {
            var line = new TextStream(environment.Output);
            await using (line)
            {
                await jsonLines.RenderAsync(report, line, cancellationToken);
            }

            await environment.Output.WriteLineAsync();
        }
    }

    private async Task WriteTextAsync(IReadOnlyList<AuditReport> reports, ReportDelivery delivery)
    {
        foreach (var report in settings.Quiet ? [] : reports)
        {
            await WriteTextAsync(report);
        }

        foreach (var line in AuditSummary.Lines(reports, delivery.Written, settings, Consoles.OnOutput(environment).Profile.Width))
        {
            await environment.Output.WriteLineAsync(line);
        }
    }

    private async Task WriteTextAsync(AuditReport report)
    {
        if (environment.OutputIsTerminal)
        {
            View(environment).Write(report);
            return;
        }

        // Cells are padded to the width of their column. In a pipe, blanks at the end of a line are of no use.
        using var text = new StringWriter { NewLine = "\n" };
        View(environment with { Output = text }).Write(report);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            await environment.Output.WriteLineAsync(line.TrimEnd());
        }

        await environment.Output.WriteLineAsync();
    }

    private ReportView View(CliEnvironment target) => new(Consoles.OnOutput(target), pages, settings.LeastSeverity);
}
