using System.Collections.Immutable;
using System.CommandLine;
using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Reports;
using AtRest.Reports.Signing;
using AtRest.Reports.Verifying;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest report verify FILE…</c>: says what is proven about files, and what is not. It opens no connection.</summary>
internal sealed class ReportVerifyCommand
{
    private const int LongestKeyFile = 1024 * 1024;

    /// <summary>A folder of a report has one. More than these are not read.</summary>
    private const int MostBeside = 20;

    private readonly Argument<string[]> files = new("FILE")
    {
        Arity = ArgumentArity.OneOrMore,
        Description = "A report in any format, saved evidence, a bundle, or a signature. A signature (*.dsse.json) and evidence (evidence.json) in the folder of a file are used too.",
    };

    private readonly Option<string[]> keys = new("--key")
    {
        HelpName = "FILE",
        Description = "The signer's public key, from the signer: PEM (a public key or a certificate), or the JSON of /.well-known/atrest-keys.json. Repeatable.",
    };

    private readonly Option<bool> signatureOnly = new("--signature-only") { Description = "Check signatures and hashes, and do not judge the evidence again." };

    public static Command Create(CliEnvironment environment) => new ReportVerifyCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        var command = new CliCommand("verify", "Check the signature, the hashes and the evidence of reports, and judge the evidence again. 0: all is proven. 1: something was changed. 2: something is not proven.")
        {
            files, keys, signatureOnly,
        };
        command.Examples =
        [
            "atrest report verify report.bundle.zip --key keys.json",
            "atrest report verify reports/acme/report.html --key certificate.pem",
        ];
        command.SetAction((parsed, cancellationToken) => RunAsync(parsed, environment, cancellationToken));
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var faults = new FaultCollector();
        var trusted = new List<VerificationKey>();
        foreach (var path in parsed.GetValue(keys) ?? [])
        {
            trusted.AddRange(await faults.TryAsync(() => ReadKeysAsync(path, cancellationToken)) is { IsDefault: false } read ? read : []);
        }

        var given = new List<GivenFile>();
        foreach (var path in parsed.GetRequiredValue(files).Distinct())
        {
            if (await faults.TryAsync(() => Task.FromResult(Open(path))) is { } file)
            {
                given.Add(file);
            }
        }

        faults.ThrowIfAny();
        var request = new VerifyRequest
        {
            Files = [.. given],
            Trusted = [.. trusted],
            JudgeAgain = !parsed.GetValue(signatureOnly),
            Tool = new ToolInfo("AtRest", ProductVersion.Current),
        };
        var services = new ServiceCollection().AddSingleton(environment.Time).AddAtRestReports().BuildServiceProvider();
        await using (services)
        {
            ImmutableArray<VerifiedFile> verified;
            try
            {
                verified = await services.GetRequiredService<ReportVerifier>().VerifyAsync(request, cancellationToken);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                throw new InvalidInputException($"A file cannot be read: {FileFault.Reason(exception)}.");
            }

            return await ShowAsync(verified, environment, cancellationToken);
        }
    }

    private static async Task<int> ShowAsync(ImmutableArray<VerifiedFile> verified, CliEnvironment environment, CancellationToken cancellationToken)
    {
        foreach (var file in verified)
        {
            await environment.Output.WriteLineAsync(SafeText.Line($"{file.Path} ({file.Kind})").AsMemory(), cancellationToken);
            foreach (var proof in file.Proofs)
            {
                await environment.Output.WriteLineAsync(SafeText.Line($"  {WordOf(proof.State),-10}  {proof.Text}").AsMemory(), cancellationToken);
            }
        }

        var worst = verified.Max(file => file.State);
        await environment.Output.WriteLineAsync((worst switch
        {
            ProofState.Wrong => "Something is wrong: do not rely on these files.",
            ProofState.NotProven => "Not everything is proven.",
            _ => "Everything is proven.",
        }).AsMemory(), cancellationToken);
        return worst switch
        {
            ProofState.Wrong => ExitCode.NonCompliant,
            ProofState.NotProven => ExitCode.Indeterminate,
            _ => ExitCode.Compliant,
        };
    }

    private static string WordOf(ProofState state) => state switch
    {
        ProofState.Proven => "proven",
        ProofState.Note => "note",
        ProofState.NotProven => "not proven",
        ProofState.Wrong => "WRONG",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, null),
    };

    private static GivenFile Open(string path)
    {
        try
        {
            using var stream = InputText.OpenFile(path);
            return stream.CanSeek ? Of(path) : throw new InvalidInputException($"The file '{path}' is not a regular file. Save it first.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(InputText.Fault("file", path, exception));
        }
    }

    private static GivenFile Of(string path)
    {
        var full = Path.GetFullPath(path);
        return new GivenFile(path, Path.GetFileName(full), () => InputText.OpenFile(full), name => Beside(Path.GetDirectoryName(full)!, path, name));
    }

    /// <summary>The signatures and evidence in a folder, or one file in it.</summary>
    private static ImmutableArray<GivenFile> Beside(string folder, string path, string? name)
    {
        var shown = Path.GetDirectoryName(path) ?? "";
        if (name is not null)
        {
            return File.Exists(Path.Combine(folder, name)) ? [Of(Path.Combine(shown, name))] : [];
        }

        return [.. Directory.EnumerateFiles(folder)
            .Select(file => Path.GetFileName(file)!)
            .Where(file => file.EndsWith(".dsse.json", StringComparison.OrdinalIgnoreCase) || file.EndsWith(EvidenceFolder.FileName, StringComparison.OrdinalIgnoreCase))
            .Order(StringComparer.Ordinal)
            .Take(MostBeside)
            .Select(file => Of(Path.Combine(shown, file)))];
    }

    private static async Task<ImmutableArray<VerificationKey>> ReadKeysAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var stream = InputText.OpenFile(path);
            await using (stream)
            {
                var bytes = new byte[LongestKeyFile + 1];
                var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken);
                return length > LongestKeyFile ? throw new InvalidInputException($"--key: '{path}' is too large for a key. Name the file with the public key.") : KeySet.Read(bytes.AsSpan(0, length));
            }
        }
        catch (SigningKeyException exception)
        {
            throw new InvalidInputException($"--key: '{path}': {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException(InputText.Fault("key", path, exception));
        }
    }
}
