using AtRest.Core.Audits;

namespace AtRest.Reports;

/// <summary>
/// Writes the findings of a report for a security information and event management system (SIEM): in batches that are the bodies of HTTP requests. All are registered by
/// <see cref="ReportsServiceCollectionExtensions.AddAtRestReports"/>.
/// </summary>
public interface IFindingBatches
{
    /// <summary>The name of the form: <c>ocsf</c> or <c>asff</c>.</summary>
    string Format { get; }

    /// <summary>The batches in order, each made when it is enumerated: JSON in UTF-8. The same report gives the same bytes.</summary>
    /// <exception cref="ArgumentException">The form needs an account that the target does not have.</exception>
    IEnumerable<FindingBatch> Write(AuditReport report, FindingTarget target);
}

/// <summary>Some findings.</summary>
/// <param name="Body">The body of a request.</param>
/// <param name="Findings">The number of findings in it.</param>
public sealed record FindingBatch(byte[] Body, int Findings);

/// <summary>Where findings are imported.</summary>
public sealed record FindingTarget
{
    /// <summary>The AWS account whose Security Hub imports the findings; null for other systems.</summary>
    public string? AwsAccountId { get; init; }

    /// <summary>The region of that Security Hub; null for other systems.</summary>
    public string? AwsRegion { get; init; }
}
