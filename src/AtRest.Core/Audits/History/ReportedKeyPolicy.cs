namespace AtRest.Core.Audits.History;

/// <summary>A key policy in a report, so that the next report can show how it changed.</summary>
public sealed record ReportedKeyPolicy
{
    public required string KeyArn { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the text, as in the evidence.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Exactly as AWS returned it.</summary>
    public required string Policy { get; init; }
}
