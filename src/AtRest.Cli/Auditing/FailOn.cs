using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Cli.Auditing;

/// <summary>What gives an audit a non-zero exit code.</summary>
internal sealed class FailOn
{
    private readonly Func<IReadOnlyCollection<AuditReport>, int> exitCode;

    private FailOn(string word, Func<IReadOnlyCollection<AuditReport>, int> exitCode)
    {
        Word = word;
        this.exitCode = exitCode;
    }

    /// <summary>The default: the worst verdict decides, and indeterminate is not compliant.</summary>
    public static FailOn Verdict { get; } = new("indeterminate", OfVerdict);

    /// <summary>All choices, by the words of the command line.</summary>
    public static ImmutableArray<FailOn> All { get; } =
    [
        .. Enum.GetValues<Severity>().Select(severity => new FailOn(Marks.WordOf(severity), reports => OfSeverity(reports, severity))),
        new("non-compliant", reports => OfVerdict(reports) == ExitCode.NonCompliant ? ExitCode.NonCompliant : ExitCode.Compliant),
        Verdict,
        new("none", _ => ExitCode.Compliant),
    ];

    public string Word { get; }

    /// <summary>The choice of that name, in any case. Null if there is none.</summary>
    public static FailOn? Find(string word) =>
        All.FirstOrDefault(choice => string.Equals(choice.Word.Replace("-", "", StringComparison.Ordinal), word.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase));

    /// <summary>The exit code of an audit with these reports.</summary>
    public int ExitCodeOf(IReadOnlyCollection<AuditReport> reports) => exitCode(reports);

    private static int OfVerdict(IReadOnlyCollection<AuditReport> reports) => ExitCode.Of(reports.Max(report => report.Verdict));

    /// <summary>Required and recommended rules count alike. A rule that could not be judged may hide a failure, so it is never success.</summary>
    private static int OfSeverity(IReadOnlyCollection<AuditReport> reports, Severity least)
    {
        var counts = reports.SelectMany(report => report.Summaries.SelectMany(cluster => cluster.Counts).Concat(FindingCount.Of(report.Findings))).Where(count => count.Severity <= least).ToList();
        return counts.Exists(count => count.IsOpenFailure) ? ExitCode.NonCompliant
            : counts.Exists(count => count.Status == FindingStatus.Unknown) ? ExitCode.Indeterminate
            : ExitCode.Compliant;
    }
}
