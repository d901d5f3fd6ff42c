using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using AtRest.Cli.Auditing;
using AtRest.Core.Audits;

namespace AtRest.Cli.Commands;

/// <summary><c>atrest audit</c>: the options and what they mean together.</summary>
internal sealed class AuditCommand
{
    private const int LongestRetentionDays = 36_500;

    private readonly Option<string> inventory = new("--inventory", "-i")
    {
        HelpName = "FILE",
        Description = "The inventory: organizations, their clusters, and what each is declared to be.",
    };

    private readonly Option<string> evidence = new("--evidence")
    {
        HelpName = "DIR",
        Description = "Judge saved evidence again, offline. With --inventory, its declarations replace the saved ones.",
    };

    private readonly Option<bool> demo = new("--demo") { Description = "Audit a made-up fleet on a fake cloud inside this process: no account needed." };

    private readonly Option<string[]> previous = new("--previous")
    {
        HelpName = "FILE",
        Description = "Say what changed since an earlier report: its report.json, JSON lines, or the folder that --output wrote (repeatable).",
    };

    private readonly Option<string[]> organizations = new("--organization") { HelpName = "ID", Description = "Audit only this organization (repeatable)." };

    private readonly Option<string[]> clusters = new("--cluster") { HelpName = "ID", Description = "Audit only this cluster (repeatable)." };

    private readonly Option<string[]> formats = new("--format", "-f")
    {
        HelpName = "FORMAT",
        Description = "Formats of the report files: json, html, jsonl (repeatable, or separated by commas; default: json and html). Needs --output.",
    };

    private readonly Option<string> output = new("--output", "-o") { HelpName = "DIR", Description = "Write reports to DIR/ORGANIZATION/report.FORMAT, or report-partial.FORMAT with --cluster." };

    private readonly Option<string> saveEvidence = new("--save-evidence")
    {
        HelpName = "DIR",
        Description = "Save what was read to DIR/ORGANIZATION/evidence.json, to be judged again with --evidence.",
    };

    private readonly Option<int?> retentionDays = new("--retention-days")
    {
        HelpName = "N",
        CustomParser = ParseRetention,
        Description = $"For how many days the record of key use must be kept (default: {AuditParameters.DefaultRetentionDays}).",
    };

    private readonly Option<bool> json = new("--json") { Description = "Print the reports as JSON lines, one organization a line, instead of the table." };

    public static Command Create(CliEnvironment environment) => new AuditCommand().Build(environment);

    private Command Build(CliEnvironment environment)
    {
        formats.CompletionSources.Add([.. ReportFormats.Default]);
        foreach (var path in new Option[] { inventory, evidence, previous, output, saveEvidence })
        {
            path.Validators.Add(CheckPath);
        }

        var command = new Command("audit", "Audit clusters: compare what was declared with what the clouds say.")
        {
            inventory, evidence, demo, previous, organizations, clusters, formats, output, saveEvidence, retentionDays, json,
        };
        command.Validators.Add(CheckTogether);
        command.SetAction((parsed, cancellationToken) => AuditRun.RunAsync(Bind(parsed), environment, cancellationToken));
        return command;
    }

    private AuditSettings Bind(ParseResult parsed) => new()
    {
        Inventory = parsed.GetValue(inventory),
        Evidence = parsed.GetValue(evidence),
        Demo = parsed.GetValue(demo),
        Previous = [.. (parsed.GetValue(previous) ?? []).Distinct()],
        Organizations = Words(parsed, organizations),
        Clusters = Words(parsed, clusters),
        Formats = [.. Words(parsed, formats).Select(format => format.ToLowerInvariant()).Distinct()],
        Output = parsed.GetValue(output),
        SaveEvidence = parsed.GetValue(saveEvidence),
        RetentionDays = parsed.GetValue(retentionDays),
        Json = parsed.GetValue(json),
    };

    private static ImmutableArray<string> Words(ParseResult parsed, Option<string[]> option) =>
        [.. (parsed.GetValue(option) ?? []).SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries)).Distinct()];

    private static int? ParseRetention(ArgumentResult result)
    {
        if (result.Tokens is not [var token])
        {
            return null;
        }

        if (int.TryParse(token.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is >= 1 and <= LongestRetentionDays)
        {
            return days;
        }

        result.AddError($"--retention-days must be a number of days from 1 to {LongestRetentionDays}, not {token.Value}.");
        return null;
    }

    /// <summary>An empty value is mostly a variable of a script that is not set.</summary>
    private static void CheckPath(OptionResult result)
    {
        if (result.Tokens.Any(token => string.IsNullOrWhiteSpace(token.Value)))
        {
            result.AddError($"{result.Option.Name} is empty: give a path, or leave the option out.");
        }
    }

    private void CheckTogether(CommandResult result)
    {
        bool Given(Option option) => result.GetResult(option) is { Implicit: false };

        if (!Given(inventory) && !Given(evidence) && !Given(demo))
        {
            result.AddError("Say what to audit: --inventory FILE, --evidence DIR, or --demo to see how it works.");
        }

        if (Given(demo) && (Given(inventory) || Given(evidence)))
        {
            result.AddError("--demo brings its own inventory and evidence: leave out --inventory and --evidence, or --demo.");
        }

        if (Given(formats) && !Given(output))
        {
            result.AddError("--format says what to write, but not where: add --output DIR.");
        }
    }
}
