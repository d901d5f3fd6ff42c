namespace AtRest.KeyPolicies.Matching;

/// <summary>A run of characters of one kind, or a variable.</summary>
/// <param name="Text">The characters; empty for a variable.</param>
/// <param name="Kind">What they mean.</param>
/// <param name="VariableKey">The condition key that fills the variable; else null.</param>
/// <param name="Default">What fills it when the key is absent; null if nothing does.</param>
internal sealed record TemplatePart(string Text, PatternKind Kind, string? VariableKey = null, string? Default = null);
