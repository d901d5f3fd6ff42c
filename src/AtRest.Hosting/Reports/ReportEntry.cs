using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Hosting.Audits;
using AtRest.Storage;
using Microsoft.Net.Http.Headers;

namespace AtRest.Hosting.Reports;

/// <summary>What is known of a stored report without opening it.</summary>
internal sealed record ReportEntry
{
    public required string ReportId { get; init; }

    public required string AuditId { get; init; }

    public required string OrganizationId { get; init; }

    /// <summary>UTC, as the report itself says it.</summary>
    public required DateTimeOffset GeneratedAt { get; init; }

    public required AuditCause Cause { get; init; }

    /// <summary>What caused the audit, for people; see <see cref="AuditOrder.Detail"/>.</summary>
    public string? Detail { get; init; }

    public required Verdict Verdict { get; init; }

    /// <summary>The number of clusters in the report; <see cref="ClusterVerdicts"/> has each cluster.</summary>
    public required ClusterCounts Clusters { get; init; }

    /// <summary>Declared clusters that the audit left out; none: a whole report.</summary>
    public required int LeftOut { get; init; }

    /// <summary>What it is about.</summary>
    [JsonIgnore]
    public ReportScope Scope => LeftOut == 0 ? ReportScope.Organization : ReportScope.Clusters;

    /// <summary>The report in one sentence; null for one that an earlier release wrote.</summary>
    public string? Headline { get; init; }

    /// <summary>The fleet is made up.</summary>
    public bool Demo { get; init; }

    /// <summary>The version of AtRest that wrote the report; null in entries of earlier releases.</summary>
    public string? ToolVersion { get; init; }

    /// <summary>The report that it is compared with.</summary>
    public string? PreviousReportId { get; init; }

    /// <summary>How many changes it tells of.</summary>
    public required int Changes { get; init; }

    /// <summary>The files, by format.</summary>
    public required ImmutableArray<ReportFile> Files { get; init; }

    /// <summary>The evidence; null in entries of earlier releases.</summary>
    public ReportFile? Evidence { get; init; }

    /// <summary>The signature over <see cref="Files"/> and <see cref="Evidence"/>; null if the report is not signed.</summary>
    public ReportFile? Signature { get; init; }

    /// <summary>All files that can be downloaded.</summary>
    [JsonIgnore]
    public IEnumerable<ReportFile> Downloads => [.. Files, .. new[] { Evidence, Signature }.OfType<ReportFile>()];

    /// <summary>Whether it can be what AtRest wrote: its texts are valid parts of names.</summary>
    [JsonIgnore]
    public bool IsWell =>
        StoragePaths.IsOrganizationId(OrganizationId) && StoragePaths.IsId(ReportId) && StoragePaths.IsId(AuditId) && LeftOut >= 0 && Changes >= 0 && Clusters.Total >= 0
        && !Files.IsDefault && Files.All(file => file is { IsWell: true })
        && (Evidence is null || Evidence.IsWell) && (Signature is null || Signature.IsWell);
}

/// <summary>A cluster's verdict in one report.</summary>
internal sealed record ReportedCluster(string Id, string Name, Verdict Verdict);

/// <summary>One file of a report.</summary>
internal sealed record ReportFile
{
    private readonly string? fileName;

    /// <summary>The format's name: <c>json</c>, <c>html</c> ….</summary>
    public required string Format { get; init; }

    /// <summary>Of the report's blob, and with the ending of the downloaded file. Entries of earlier releases do not have it: their formats were file extensions.</summary>
    public string FileName
    {
        get => fileName ?? $"report.{Format}";
        init => fileName = value;
    }

    public required string MediaType { get; init; }

    /// <summary>In bytes.</summary>
    public required long Length { get; init; }

    /// <summary>Lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>See <see cref="ReportEntry.IsWell"/>.</summary>
    [JsonIgnore]
    public bool IsWell => Length >= 0 && Sha256.Length == 64 && Sha256.All(char.IsAsciiHexDigitLower) && IsName(Format) && IsName(FileName) && IsMediaType(MediaType);

    // Format and file name become parts of addresses, of blob names and of the header Content-Disposition.
    private static bool IsName(string text) => BlobName.IsValid(text) && text.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.');

    // Becomes the header Content-Type. The parser allows quoted strings with any character.
    private static bool IsMediaType(string text) => text.All(character => character is >= ' ' and <= '~') && MediaTypeHeaderValue.TryParse(text, out _);
}
