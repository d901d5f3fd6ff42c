using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Rules;

namespace AtRest.Reports.Verifying;

/// <summary>The report that this program makes from evidence, to compare with the one that was delivered.</summary>
/// <param name="Report">The report, with the name and version of the program that wrote the delivered one.</param>
/// <param name="Tool">This program.</param>
internal sealed record Judgement(AuditReport Report, ToolInfo Tool)
{
    /// <summary>More evidence than of any fleet that one report can be about.</summary>
    public const long LongestEvidence = 2L * 1024 * 1024 * 1024;

    /// <summary>The other program has another version, so a difference proves nothing.</summary>
    public bool IsByAnother => Report.Tool != Tool;

    /// <exception cref="EvidenceFormatException">It is not evidence, or its hashes do not match.</exception>
    public static async Task<Judgement> OfAsync(Stream evidence, ToolInfo by, VerifyRequest request, CancellationToken cancellationToken)
    {
        var read = await EvidenceSerializer.ReadAsync(evidence, cancellationToken);
        return new Judgement(new Auditor(RuleCatalog.All, by) { Cancellation = cancellationToken }.Audit(read), request.Tool);
    }

    /// <summary>Compares a delivered file with the one that this program makes.</summary>
    public async Task<ImmutableArray<Proof>> CompareAsync(IReportRenderer renderer, string name, Func<Stream> open, CancellationToken cancellationToken)
    {
        if (!renderer.IsReproducible)
        {
            return [Proof.Note($"{name} cannot be compared with the evidence: it is different each time it is written. Only its signature shows that it is genuine.")];
        }

        if (renderer.RefusalOf(Report.Summaries.Length) is { } refusal)
        {
            return [Proof.NotProven($"{name} cannot be compared with the evidence. {refusal}")];
        }

        var delivered = open();
        await using (delivered)
        {
            var comparison = new ByteComparison(delivered);
            await using (comparison)
            {
                await renderer.RenderAsync(Report, comparison, cancellationToken);
                var end = comparison.End(renderer is IEndsWithSignature ? IEndsWithSignature.LongestSignature : 0);
                if (comparison.FirstDifference is not { } place)
                {
                    return end.Length > 0 && !((IEndsWithSignature)renderer).IsSignature(Report, end)
                        ? [Proof.Wrong($"{name} has more after the report than a signature.")]
                        : [Proof.Proven($"{name} is what {Report.Tool.Name} {Report.Tool.Version} says about this evidence{(IsByAnother ? $", and {Tool.Name} {Tool.Version} says the same" : "")}.")];
                }

                if (renderer.IsCompressed)
                {
                    return [Proof.NotProven($"{name} has other bytes than {Tool.Name} {Tool.Version} writes for this evidence. Another version, or another release of the runtime that compresses it, can be the cause. Use another format.")];
                }

                var differences = renderer.Format == "json" ? await DifferencesAsync(renderer, open, cancellationToken) : [];
                string[] details = differences is { Length: > 0 } ? [.. differences] : [$"the first difference is at byte {place}."];
                return IsByAnother
                    ? [Proof.NotProven($"{name} is not what this program says about the evidence. {Report.Tool.Name} {Report.Tool.Version} wrote it, and this is {Tool.Name} {Tool.Version}: verify it with that version."), .. details.Select(Proof.NotProven)]
                    : [Proof.Wrong($"{name} is not what {Tool.Name} {Tool.Version} says about this evidence."), .. details.Select(Proof.Wrong)];
            }
        }
    }

    private async Task<ImmutableArray<string>> DifferencesAsync(IReportRenderer renderer, Func<Stream> open, CancellationToken cancellationToken)
    {
        var differences = new LineDifferences(open());
        await using (differences)
        {
            await renderer.RenderAsync(Report, differences, cancellationToken);
            return [.. differences.Found];
        }
    }
}
