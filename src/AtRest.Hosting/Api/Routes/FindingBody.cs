using AtRest.Core.Naming;
using AtRest.Hosting.Reports.Details;

namespace AtRest.Hosting.Api.Routes;

/// <summary>A finding of a report.</summary>
internal sealed record FindingBody
{
    public required string RuleId { get; init; }

    public required string Title { get; init; }

    public required string Level { get; init; }

    public required string Status { get; init; }

    public required string Severity { get; init; }

    public string? Resource { get; init; }

    public required string Message { get; init; }

    public string? Consequence { get; init; }

    public string? Remedy { get; init; }

    /// <summary>A command or a policy.</summary>
    public string? RemedyCode { get; init; }

    /// <summary>The waiver that accepts the failure.</summary>
    public WaiverBody? Waiver { get; init; }

    public static FindingBody Of(FindingDetail finding) => new()
    {
        RuleId = finding.RuleId,
        Title = finding.Title,
        Level = WireWord.Of(finding.Level),
        Status = WireWord.Of(finding.Status),
        Severity = WireWord.Of(finding.Severity),
        Resource = finding.Resource,
        Message = finding.Message,
        Consequence = finding.Consequence,
        Remedy = finding.Remedy,
        RemedyCode = finding.RemedyCode,
        Waiver = finding.Waiver is { } waiver ? WaiverBody.Of(waiver, null) : null,
    };
}
