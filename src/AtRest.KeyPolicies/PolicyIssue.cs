namespace AtRest.KeyPolicies;

/// <summary>An error or warning about the text of a policy.</summary>
/// <param name="IsError">False for text that AWS accepts but that is probably a mistake, such as a wildcard inside a principal.</param>
/// <param name="Path">A JSON path, such as <c>$.Statement[2].Principal.AWS</c>.</param>
/// <param name="Line">The line, starting at 1.</param>
/// <param name="Column">The column, starting at 1, in UTF-16 code units.</param>
/// <param name="Message">The problem, and how to correct it.</param>
public sealed record PolicyIssue(bool IsError, string Path, int Line, int Column, string Message);
