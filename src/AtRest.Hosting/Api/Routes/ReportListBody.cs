using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Api.Routes;

/// <summary>A page of reports, newest first.</summary>
internal sealed record ReportListBody(ImmutableArray<ReportBody> Reports)
{
    /// <summary>The address of the next, older page; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>A report without its content.</summary>
internal sealed record ReportBody
{
    public required string Id { get; init; }

    public required string AuditId { get; init; }

    public required DateTimeOffset GeneratedAt { get; init; }

    public required string Cause { get; init; }

    public string? Detail { get; init; }

    /// <summary>The worst verdict of the clusters in the report. It is the organization's only with the scope <c>organization</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary><c>organization</c>, or <c>clusters</c> for some of its clusters.</summary>
    public required string Scope { get; init; }

    /// <summary>The report in one sentence; left out if an earlier release wrote the report.</summary>
    public string? Headline { get; init; }

    /// <summary>True if the fleet is made up; otherwise left out.</summary>
    public bool? Demo { get; init; }

    public required VerdictCounts Clusters { get; init; }

    /// <summary>The number of declared clusters that the audit left out; 0 if the report is about all.</summary>
    public required int LeftOut { get; init; }

    public string? PreviousReportId { get; init; }

    public required int Changes { get; init; }

    /// <summary>The files that were stored with the report.</summary>
    public required ImmutableArray<FileBody> Files { get; init; }

    /// <summary>All formats that the report can be downloaded in. Those without a file are made when they are requested.</summary>
    public required ImmutableArray<string> Formats { get; init; }

    /// <summary>The evidence; left out if an earlier release wrote the report.</summary>
    public FileBody? Evidence { get; init; }

    /// <summary>The signature over the files and the evidence; left out if the report is not signed.</summary>
    public FileBody? Signature { get; init; }

    public static ReportBody Of(ReportEntry entry, ImmutableArray<string> formats) => new()
    {
        Id = entry.ReportId,
        AuditId = entry.AuditId,
        GeneratedAt = entry.GeneratedAt,
        Cause = WireWord.Of(entry.Cause),
        Detail = entry.Detail,
        Verdict = WireWord.Of(entry.Verdict),
        Scope = WireWord.Of(entry.Scope),
        Headline = entry.Headline,
        Demo = entry.Demo ? true : null,
        Clusters = VerdictCounts.Of(entry.Clusters),
        LeftOut = entry.LeftOut,
        PreviousReportId = entry.PreviousReportId,
        Changes = entry.Changes,
        Files = [.. entry.Files.Select(file => FileBody.Of(entry, file))],
        Formats = formats,
        Evidence = entry.Evidence is { } evidence ? FileBody.Of(entry, evidence) : null,
        Signature = entry.Signature is { } signature ? FileBody.Of(entry, signature) : null,
    };
}

/// <summary>The number of clusters with each verdict.</summary>
internal sealed record VerdictCounts(int Total, int Compliant, int NonCompliant, int Indeterminate)
{
    public static VerdictCounts Of(ClusterCounts clusters) => new(clusters.Total, clusters.Compliant, clusters.NonCompliant, clusters.Indeterminate);
}

/// <summary>One file of a report.</summary>
internal sealed record FileBody(string Format, string MediaType, long Length, string Sha256, string Href)
{
    public static FileBody Of(ReportEntry entry, ReportFile file) =>
        new(file.Format, file.MediaType, file.Length, file.Sha256, ApiPaths.Of(ApiPaths.ReportFile, entry.OrganizationId, entry.ReportId, file.Format));
}
