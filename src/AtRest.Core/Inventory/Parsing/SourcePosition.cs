namespace AtRest.Core.Inventory.Parsing;

/// <summary>A place in a text; both from 1, the column in UTF-16 code units.</summary>
internal readonly record struct SourcePosition(int Line, int Column);
