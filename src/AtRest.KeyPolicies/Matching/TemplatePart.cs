namespace AtRest.KeyPolicies.Matching;

/// <summary>A part of a value: characters of one kind, or a variable.</summary>
/// <param name="Text">The characters; empty for a variable.</param>
/// <param name="Kind">The kind of the characters.</param>
/// <param name="VariableKey">The condition key of a variable; otherwise null.</param>
/// <param name="Default">The value of the variable if the key is absent; null if it has no default.</param>
internal sealed record TemplatePart(string Text, PatternKind Kind, string? VariableKey = null, string? Default = null);
