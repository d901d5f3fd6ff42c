using System.Collections.Immutable;
using AtRest.Core.Rules;
using AtRest.Reports;

namespace AtRest.Cli.Auditing;

/// <summary>The options of <c>audit</c>.</summary>
internal sealed record AuditSettings
{
    /// <summary>The file of the inventory.</summary>
    public string? Inventory { get; init; }

    /// <summary>A folder of saved evidence to judge again offline.</summary>
    public string? Evidence { get; init; }

    public bool Demo { get; init; }

    /// <summary>Connect to the endpoints of clusters.</summary>
    public bool ProbeTls { get; init; }

    /// <summary>Read CloudWatch's usage metrics of AWS KMS.</summary>
    public bool UsageMetrics { get; init; }

    /// <summary>Read from Google's key inventory what each version of a key protects.</summary>
    public bool GoogleKeyUsage { get; init; }

    /// <summary>Read Camunda's activity log.</summary>
    public bool CamundaActivity { get; init; }

    /// <summary>Files or folders of earlier reports to compare with.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>IDs of organizations. Empty: all.</summary>
    public ImmutableArray<string> Organizations { get; init; } = [];

    /// <summary>IDs or unique names of clusters, as given: a value may be a list with commas. Empty: all.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Names of formats. Empty: <see cref="ReportFormats.Default"/>.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    /// <summary>What JUnit files say about rules that could not be judged.</summary>
    public JUnitUnknown JUnitUnknown { get; init; }

    /// <summary>The folder for reports.</summary>
    public string? Output { get; init; }

    /// <summary>The folder for evidence.</summary>
    public string? SaveEvidence { get; init; }

    /// <summary>The file with the key that files are signed with. Null: the key of the settings, if there is one.</summary>
    public string? Sign { get; init; }

    /// <summary>Null: the default, or the value that the saved evidence was judged with.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>How many of a key's newest events are looked up. Null: as the settings say.</summary>
    public int? LookupEvents { get; init; }

    /// <summary>Print the reports as JSON lines, one organization per line, instead of the table.</summary>
    public bool Json { get; init; }

    /// <summary>The least severity of the findings that the table shows.</summary>
    public Severity LeastSeverity { get; init; } = Severity.Low;

    /// <summary>Print only the summary and errors.</summary>
    public bool Quiet { get; init; }

    public FailOn FailOn { get; init; } = FailOn.Verdict;
}
