namespace AtRest.Core.Audits;

/// <summary>Ordered from good to bad, so that the worst is the maximum.</summary>
public enum Verdict
{
    /// <summary>Every required rule passes, is waived or does not apply.</summary>
    Compliant,

    /// <summary>No required rule fails unwaived, but one could not be judged.</summary>
    Indeterminate,

    /// <summary>A required rule fails unwaived.</summary>
    NonCompliant,
}
