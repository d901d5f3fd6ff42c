using AtRest.Core.Audits;

namespace AtRest.Reports.Json;

/// <inheritdoc cref="IFindingsRenderer"/>
internal sealed class FindingsRenderer : IFindingsRenderer
{
    public Task RenderAsync(Verdict verdict, IReadOnlyList<Finding> findings, Stream stream, CancellationToken cancellationToken) => ReportJson.WriteAsync(
        stream,
        new FindingsDocument { Verdict = verdict, Findings = findings.Select(FindingElement.Of) },
        ReportJson.SingleLine.FindingsDocument,
        cancellationToken);
}

/// <summary>Findings that belong to no report.</summary>
internal sealed record FindingsDocument
{
    public Verdict Verdict { get; set; }

    public IEnumerable<FindingElement> Findings { get; set; } = [];
}
