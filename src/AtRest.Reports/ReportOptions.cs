namespace AtRest.Reports;

/// <summary>The choices that some formats have.</summary>
public sealed record ReportOptions
{
    /// <summary>The address of a rule's page. Null if no address is known.</summary>
    public Func<string, string?> RulePage { get; init; } = _ => null;

    /// <summary>What JUnit files say about a rule that could not be judged.</summary>
    public JUnitUnknown JUnitUnknown { get; init; }
}

/// <summary>What a JUnit file says about a rule that could not be judged: JUnit has no word for it.</summary>
public enum JUnitUnknown
{
    /// <summary>A failure, because unknown is not a pass.</summary>
    Failure,

    /// <summary>A skipped test, for pipelines that must not stop at what could not be read.</summary>
    Skipped,
}
