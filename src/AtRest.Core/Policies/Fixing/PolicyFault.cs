namespace AtRest.Core.Policies.Fixing;

/// <summary>A rule that a policy does not pass, and why not.</summary>
internal sealed record PolicyFault(string RuleId, string Message);
