using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;
using AtRest.Cli.Auditing;
using AtRest.Cli.CommandLine;
using AtRest.Cli.Presentation;
using AtRest.Collectors.Aws;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest audit</c>: the options and how they can be combined.</summary>
internal sealed class AuditCommand
{
    private const int LongestRetentionDays = 36_500;

    /// <summary>Between the values of one option.</summary>
    private const char Separator = ',';

    private readonly Option<string> inventory = new("--inventory", "-i")
    {
        HelpName = "FILE",
        Description = "The inventory: organizations, their clusters, and how each cluster is declared to be encrypted.",
    };

    private readonly Option<string> evidence = new("--evidence")
    {
        HelpName = "DIR",
        Description = "Judge saved evidence again, offline. With --inventory, its declarations replace the saved ones.",
    };

    private readonly Option<bool> demo = new("--demo") { Description = "Audit a made-up fleet in a fake cloud inside this process. You need no account." };

    private readonly Option<string[]> previous = new("--previous")
    {
        HelpName = "FILE",
        Description = "Show what changed since an earlier report: its report.json, JSON lines, or the folder that --output wrote. Repeatable.",
    };

    private readonly Option<string[]> organizations = new("--organization") { HelpName = "ID", Description = "Audit only this organization. Repeatable." };

    private readonly Option<string[]> clusters = new("--cluster") { HelpName = "ID", Description = "Audit only this cluster, by its ID or its name if that is unique. Repeatable." };

    private readonly Option<string[]> formats = new("--format", "-f")
    {
        HelpName = "FORMAT",
        Description = $"Formats of the report files: {string.Join(", ", ReportFormats.Known)}. Repeatable, or separated by commas. Default: {string.Join(" and ", ReportFormats.Default)}. Needs --output.",
    };

    private readonly Option<string> junitUnknown = JUnitOption.Create();

    private readonly Option<string> output = new("--output", "-o") { HelpName = "DIR", Description = "Write reports to DIR/ORGANIZATION. Reports about some clusters only (--cluster) have 'partial' in their names." };

    private readonly Option<string> saveEvidence = new("--save-evidence")
    {
        HelpName = "DIR",
        Description = "Save what was read to DIR/ORGANIZATION, as evidence.json, to judge it again with --evidence.",
    };

    private readonly Option<string> sign = SigningOptions.Sign();

    private readonly Option<int?> retentionDays = new("--retention-days")
    {
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "of days", 1, LongestRetentionDays),
        Description = $"How many days the record of key use must be kept. Default: {AuditParameters.DefaultRetentionDays}.",
    };

    private readonly Option<int?> lookupEvents = new("--lookup-events")
    {
        HelpName = "N",
        CustomParser = result => ParseNumber(result, "of events", 0, AwsCollectorOptions.MostLookupEvents),
        Description = $"How many of the newest events of each AWS key to read from CloudTrail, to see who used it. 0: none. Default: {AwsCollectorOptions.DefaultLookupEvents}.",
    };

    private readonly Option<bool> probeTls = new("--probe-tls")
    {
        Description = "Connect to the endpoints of clusters, without credentials: TLS versions, certificate, plain HTTP (rule TLS-1).",
    };

    private readonly Option<bool> usageMetrics = new("--usage-metrics")
    {
        Description = "Read from CloudWatch how many requests your accounts made to AWS KMS, for the costs. AWS charges for it, less than USD 0.001 for each account and Region.",
    };

    private readonly Option<bool> googleKeyUsage = new("--google-key-usage")
    {
        Description = "Read from Google's key inventory what each version of a key protects (rules GKMS-1 and GKMS-2).",
    };

    private readonly Option<bool> camundaActivity = new("--camunda-activity")
    {
        Description = "Read Camunda's activity log: who created each cluster, and who changed its keys (rules DECL-2 and DECL-7).",
    };

    private readonly Option<string> severity = new("--severity")
    {
        HelpName = "LEVEL",
        Description = "Show only findings of this severity and above: critical, high, medium or low. Verdict, files and exit code stay the same.",
    };

    private readonly Option<string> failOn = new("--fail-on")
    {
        HelpName = "LEVEL",
        Description = "What gives a non-zero exit code: a severity (critical, high, medium, low), non-compliant, indeterminate or none. Default: indeterminate.",
    };

    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Print only the summary and errors. With --json: only the reports and errors." };

    private readonly Option<bool> json = new("--json") { Description = "Print the reports as JSON lines, one organization per line, instead of the table." };

    public static Command Create(CliEnvironment environment) => new AuditCommand().Build(environment);

    private CliCommand Build(CliEnvironment environment)
    {
        formats.CompletionSources.Add([.. ReportFormats.Known]);
        formats.Validators.Add(CheckFormats);
        severity.CompletionSources.Add([.. Severities]);
        severity.Validators.Add(result => CheckWord(result, Severities));
        failOn.CompletionSources.Add(_ => FailOn.All.Select(choice => new CompletionItem(choice.Word)));
        failOn.Validators.Add(result => CheckWord(result, [.. FailOn.All.Select(choice => choice.Word)]));
        foreach (var path in new Option[] { inventory, evidence, previous, output, saveEvidence, sign })
        {
            path.Validators.Add(result => CheckText(result, "a path"));
        }

        organizations.Validators.Add(result => CheckText(result, "an ID", Separator));
        clusters.Validators.Add(result => CheckText(result, "an ID or a name"));

        var command = new CliCommand("audit", "Audit clusters: compare what you declared with what Camunda, AWS and Google Cloud report.")
        {
            inventory, evidence, demo, previous, organizations, clusters, formats, junitUnknown, output, saveEvidence, sign, retentionDays, lookupEvents, probeTls, usageMetrics, googleKeyUsage, camundaActivity, severity, failOn, quiet, json,
        };
        command.Examples =
        [
            "atrest audit --demo",
            "atrest audit --inventory inventory.json --output reports",
            "atrest audit --inventory inventory.json --cluster payments --severity high",
            "atrest audit --inventory inventory.json --output reports --previous reports",
        ];
        command.Check(CheckTogether);
        command.SetAction((parsed, cancellationToken) => AuditRun.RunAsync(Bind(parsed), environment, cancellationToken));
        return command;
    }

    private static ImmutableArray<string> Severities { get; } = [.. Enum.GetValues<Severity>().Select(Marks.WordOf)];

    private AuditSettings Bind(ParseResult parsed) => new()
    {
        Inventory = parsed.GetValue(inventory),
        Evidence = parsed.GetValue(evidence),
        Demo = parsed.GetValue(demo),
        Previous = [.. (parsed.GetValue(previous) ?? []).Distinct()],
        Organizations = Words(parsed.GetValue(organizations)),
        Clusters = [.. (parsed.GetValue(clusters) ?? []).Distinct()],
        Formats = FormatsOf(parsed.GetValue(formats)),
        JUnitUnknown = JUnitOption.Of(parsed.GetValue(junitUnknown)),
        Output = parsed.GetValue(output),
        SaveEvidence = parsed.GetValue(saveEvidence),
        Sign = parsed.GetValue(sign),
        RetentionDays = parsed.GetValue(retentionDays),
        LookupEvents = parsed.GetValue(lookupEvents),
        ProbeTls = parsed.GetValue(probeTls),
        UsageMetrics = parsed.GetValue(usageMetrics),
        GoogleKeyUsage = parsed.GetValue(googleKeyUsage),
        CamundaActivity = parsed.GetValue(camundaActivity),
        Json = parsed.GetValue(json),
        LeastSeverity = parsed.GetValue(severity) is { } word ? Enum.Parse<Severity>(word, ignoreCase: true) : Severity.Low,
        Quiet = parsed.GetValue(quiet),
        FailOn = parsed.GetValue(failOn) is { } choice ? FailOn.Find(choice)! : FailOn.Verdict,
    };

    private static ImmutableArray<string> Words(IEnumerable<string>? values) =>
        [.. (values ?? []).SelectMany(value => value.Split(Separator, StringSplitOptions.TrimEntries)).Distinct()];

    private static ImmutableArray<string> FormatsOf(IEnumerable<string>? values) => [.. Words(values).Select(format => format.ToLowerInvariant()).Distinct()];

    private static int? ParseNumber(ArgumentResult result, string what, int least, int most)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        if (int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        result.AddError($"{((OptionResult)result.Parent!).Option.Name} must be a number {what} from {least} to {most}, not {token.Value}.");
        return null;
    }

    private static void CheckFormats(OptionResult result)
    {
        foreach (var fault in ReportFormats.FaultsOf(FormatsOf(result.Tokens.Select(token => token.Value))))
        {
            result.AddError(fault);
        }
    }

    private static void CheckWord(OptionResult result, ImmutableArray<string> known)
    {
        if (result.Tokens is [{ Value: var word }] && !known.Any(one => string.Equals(one.Replace("-", "", StringComparison.Ordinal), word.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)))
        {
            result.AddError($"{result.Option.Name}: '{word}' is not allowed.{Suggestions.DidYouMean(word, known)} Allowed: {string.Join(", ", known)}.");
        }
    }

    /// <summary>An empty value is usually a script's variable that is not set.</summary>
    private static void CheckText(OptionResult result, string what, char? separator = null)
    {
        if (result.Tokens.SelectMany(token => separator is { } between ? token.Value.Split(between) : [token.Value]).Any(string.IsNullOrWhiteSpace))
        {
            result.AddError($"{result.Option.Name} is empty: give {what}, or omit the option.");
        }
    }

    private IEnumerable<string> CheckTogether(ParseResult parsed)
    {
        bool Given(Option option) => parsed.GetResult(option) is { Implicit: false };

        if (!Given(inventory) && !Given(evidence) && !Given(demo))
        {
            yield return "Choose what to audit: --inventory FILE, --evidence DIR, or --demo to try it.";
        }

        if (Given(demo) && (Given(inventory) || Given(evidence)))
        {
            yield return "--demo has its own inventory and evidence. Omit --inventory and --evidence, or --demo.";
        }

        if (Given(lookupEvents) && Given(evidence))
        {
            yield return "--lookup-events reads the clouds, and saved evidence is judged offline. Omit one of --lookup-events and --evidence.";
        }

        if (Given(probeTls) && (Given(demo) || Given(evidence)))
        {
            yield return "--probe-tls connects to real endpoints. Omit it, or audit an inventory without --demo and --evidence.";
        }

        foreach (var reading in new Option[] { usageMetrics, googleKeyUsage, camundaActivity }.Where(option => Given(option) && Given(evidence)))
        {
            yield return $"{reading.Name} reads the clouds, and saved evidence is judged offline. Omit one of {reading.Name} and --evidence.";
        }

        if (Given(sign) && !Given(output) && !Given(saveEvidence))
        {
            yield return "--sign signs files. Add --output DIR or --save-evidence DIR.";
        }

        if (Given(formats) && !Given(output))
        {
            yield return "--format needs a folder for the files. Add --output DIR.";
        }

        if (Given(junitUnknown) && !FormatsOf(parsed.GetResult(formats)?.Tokens.Select(token => token.Value)).Contains(JUnitOption.Format))
        {
            yield return "--junit-unknown is about JUnit files. Add --format junit, or omit it.";
        }
    }
}
