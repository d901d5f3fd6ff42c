namespace AtRest.Core.Audits;

/// <summary>Verdicts in sentences.</summary>
public static class VerdictText
{
    /// <summary>Returns the words of a verdict in the middle of a sentence: <c>non-compliant</c>.</summary>
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => "compliant",
        Verdict.Indeterminate => "indeterminate",
        Verdict.NonCompliant => "non-compliant",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}
