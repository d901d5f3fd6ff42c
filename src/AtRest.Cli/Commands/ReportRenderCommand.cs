using System.CommandLine;
using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Delivery;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Reports;
using AtRest.Reports.Signing;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest report render EVIDENCE --format F</c>: renders saved evidence in a format.</summary>
internal sealed class ReportRenderCommand
{
    private readonly Argument<string> evidence = new("EVIDENCE") { Description = $"The file {EvidenceFolder.FileName} that 'audit --save-evidence' wrote, or that a server or a bundle has." };

    private readonly Option<string> format = new("--format", "-f") { HelpName = "FORMAT", Required = true, Description = $"The format: {string.Join(", ", ReportFormats.Known)}." };

    private readonly Option<string> output = new("--output", "-o") { HelpName = "FILE", Description = "Write to this file instead of standard output." };

    private readonly Option<string> sign = SigningOptions.Sign();

    public static Command Create(CliEnvironment environment) => new ReportRenderCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        format.CompletionSources.Add([.. ReportFormats.Known]);
        format.Validators.Add(result =>
        {
            foreach (var fault in ReportFormats.FaultsOf([.. result.Tokens.Select(token => token.Value.ToLowerInvariant())]))
            {
                result.AddError(fault);
            }
        });
        var command = new CliCommand("render", "Render saved evidence as a report in any format.") { evidence, format, output, sign };
        command.Examples = ["atrest report render evidence/acme/evidence.json --format html --output report.html"];
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var faults = new FaultCollector();
        var key = await faults.TryAsync(() => SigningOptions.OpenAsync(parsed.GetValue(sign), environment));
        var read = await faults.TryAsync(() => ReadAsync(parsed.GetRequiredValue(evidence), cancellationToken));
        faults.ThrowIfAny();
        var services = new ServiceCollection().AddSingleton(environment.Time).AddSingleton(key!).AddAtRestReports().BuildServiceProvider();
        await using (services)
        {
            var renderer = ReportFormats.Choose(services.GetServices<IReportRenderer>(), [parsed.GetRequiredValue(format).ToLowerInvariant()])[0];
            var report = new Auditor(RuleCatalog.All, new ToolInfo("AtRest", ProductVersion.Current)) { Cancellation = cancellationToken }.Audit(read!);
            if (renderer.RefusalOf(report.Summaries.Length) is { } refusal)
            {
                throw new InvalidInputException(refusal);
            }

            try
            {
                var signer = await SignerAsync(services.GetRequiredService<ReportSigner>(), renderer, parsed, environment, cancellationToken);
                await WriteAsync(parsed.GetValue(output), renderer, report, signer, environment, cancellationToken);
            }
            catch (SigningKeyException exception)
            {
                throw new InvalidInputException(exception.Message);
            }

            return ExitCode.Compliant;
        }
    }

    /// <summary>Null if no signature is written beside the file: there is no key, or the file contains its signature.</summary>
    private async Task<ReportSigner?> SignerAsync(ReportSigner signer, IReportRenderer renderer, ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (renderer.ContainsSignature || !await signer.IsOnAsync(cancellationToken))
        {
            return null;
        }

        if (parsed.GetValue(output) is not null)
        {
            return signer;
        }

        var why = $"The format '{renderer.Format}' cannot contain a signature, so AtRest writes it to a file beside the report. Name the file of the report with --output FILE.";
        if (parsed.GetValue(sign) is not null)
        {
            throw new InvalidInputException($"--sign: {why}");
        }

        await environment.WriteMessageAsync($"Warning: the report is not signed. {why}");
        return null;
    }

    private static async Task WriteAsync(string? path, IReportRenderer renderer, AuditReport report, ReportSigner? signer, CliEnvironment environment, CancellationToken cancellationToken)
    {
        if (path is null)
        {
            if (environment.OutputIsTerminal && renderer.IsCompressed)
            {
                throw new InvalidInputException($"The format '{renderer.Format}' is not text. Write it to a file with --output FILE.");
            }

            await environment.Output.FlushAsync(cancellationToken);
            var stream = environment.OpenOutput();
            await using (stream)
            {
                await renderer.RenderAsync(report, stream, cancellationToken);
                return;
            }
        }

        try
        {
            var file = await AtomicFile.WriteHashedAsync(Path.GetFullPath(path), (stream, token) => renderer.RenderAsync(report, stream, token), cancellationToken);
            if (signer is not null && await signer.SignAsync(report, [file], cancellationToken) is { } signature)
            {
                await AtomicFile.WriteAsync($"{Path.GetFullPath(path)}.dsse.json", (stream, token) => stream.WriteAsync(signature, token).AsTask(), cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"--output: '{path}' cannot be written: {(Directory.Exists(path) ? "it is a folder" : FileFault.Reason(exception))}.");
        }
    }

    private static async Task<AuditEvidence> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = InputText.OpenFile(path);
            await using (stream)
            {
                return await EvidenceSerializer.ReadAsync(stream, cancellationToken);
            }
        }
        catch (EvidenceFormatException exception)
        {
            throw new InvalidInputException($"{path}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(InputText.Fault("evidence", path, exception));
        }
    }
}
