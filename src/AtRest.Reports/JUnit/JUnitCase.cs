namespace AtRest.Reports.JUnit;

/// <summary>A test case: a rule.</summary>
/// <param name="Name">The rule and its title.</param>
/// <param name="Result">Passed, failed or skipped.</param>
/// <param name="Type">The type of a failure.</param>
/// <param name="Message">One line.</param>
/// <param name="Text">Everything about a failure.</param>
internal sealed record JUnitCase(string Name, JUnitResult Result, string Type, string Message, string Text);

/// <summary>The result of a test case.</summary>
internal enum JUnitResult
{
    Passed,
    Skipped,
    Failed,
}
