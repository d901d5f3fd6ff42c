using System.Collections.Immutable;

namespace AtRest.Cli.Auditing;

/// <summary>What the caller of <c>audit</c> chose.</summary>
internal sealed record AuditSettings
{
    /// <summary>The inventory's file.</summary>
    public string? Inventory { get; init; }

    /// <summary>A folder of saved evidence, to be judged again offline.</summary>
    public string? Evidence { get; init; }

    public bool Demo { get; init; }

    /// <summary>Files or folders of earlier reports to compare with.</summary>
    public ImmutableArray<string> Previous { get; init; } = [];

    /// <summary>Ids of organizations; empty: all.</summary>
    public ImmutableArray<string> Organizations { get; init; } = [];

    /// <summary>Ids of clusters; empty: all.</summary>
    public ImmutableArray<string> Clusters { get; init; } = [];

    /// <summary>Names of formats; empty: <see cref="ReportFormats.Default"/>.</summary>
    public ImmutableArray<string> Formats { get; init; } = [];

    /// <summary>The folder for reports.</summary>
    public string? Output { get; init; }

    /// <summary>The folder for evidence.</summary>
    public string? SaveEvidence { get; init; }

    /// <summary>Null: the default, or what the saved evidence was judged with.</summary>
    public int? RetentionDays { get; init; }

    /// <summary>Reports on standard output, one organization a line, instead of the table.</summary>
    public bool Json { get; init; }
}
