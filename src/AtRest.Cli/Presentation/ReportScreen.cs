using System.Text;
using AtRest.Cli.Auditing;
using AtRest.Cli.Delivery;
using AtRest.Core.Audits;
using AtRest.Reports;

namespace AtRest.Cli.Presentation;

/// <summary>Results on standard output, messages on standard error.</summary>
internal sealed class ReportScreen(CliEnvironment environment, IReportRenderer jsonLines)
{
    private string? error;

    /// <summary>Standard output did not take all results.</summary>
    public bool HasFailed => error is not null;

    public async Task ShowAsync(IReadOnlyList<AuditReport> reports, AuditSettings settings, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var report in reports)
            {
                await (settings.Json ? WriteJsonAsync(report, cancellationToken) : WriteTextAsync(report));
            }

            await environment.Output.FlushAsync(cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The files are written by now, and their reader must still be told so.
            error = $"The results could not be written to standard output: {exception.Message}";
        }
    }

    public async Task TellFilesAsync(ReportDelivery delivery, AuditSettings settings)
    {
        foreach (var path in delivery.Written)
        {
            await environment.Error.WriteLineAsync($"Wrote {path}");
        }

        foreach (var message in delivery.Errors.Concat(error is null ? [] : [error]))
        {
            await environment.Error.WriteLineAsync(message);
        }

        if (settings is { Demo: true, Output: null })
        {
            await environment.Error.WriteLineAsync(
                "Add '--format html --output reports' to see the same as a web page.");
        }
    }

    private async Task WriteJsonAsync(AuditReport report, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        await jsonLines.RenderAsync(report, buffer, cancellationToken);
        var line = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
        await environment.Output.WriteLineAsync(line.AsMemory().TrimEnd('\n'), cancellationToken);
    }

    private async Task WriteTextAsync(AuditReport report)
    {
        if (environment.OutputIsTerminal)
        {
            new ReportView(Consoles.OnOutput(environment)).Write(report);
            return;
        }

        // Cells are padded to their column's width; whoever reads a pipe has no use for the padding at a line's end.
        using var text = new StringWriter { NewLine = "\n" };
        new ReportView(Consoles.OnOutput(environment with { Output = text })).Write(report);
        foreach (var line in text.ToString().TrimEnd().Split('\n'))
        {
            await environment.Output.WriteLineAsync(line.TrimEnd());
        }

        await environment.Output.WriteLineAsync();
    }
}
