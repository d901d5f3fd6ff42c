using System.Text.Json;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>A JSON value with its position in the text.</summary>
internal sealed class SourceNode
{
    // Most nodes have no children, and hostile files have millions of nodes.
    private List<SourceNode>? children;

    /// <summary>StartObject, StartArray, String, Number, True, False or Null.</summary>
    public required JsonTokenType Kind { get; init; }

    public required SourcePosition Position { get; init; }

    public SourceNode? Parent { get; init; }

    /// <summary>The name of the property with this value; null in an array and at the root.</summary>
    public string? Name { get; init; }

    public SourcePosition NamePosition { get; init; }

    /// <summary>The index in the parent array.</summary>
    public int Index { get; init; }

    /// <summary>A string's value; null for every other kind.</summary>
    public string? Text { get; init; }

    /// <summary>The values of an object's properties or an array's items; of a duplicate property, the first value is used.</summary>
    public IReadOnlyList<SourceNode> Children => children ?? [];

    public bool IsNull => Kind == JsonTokenType.Null;

    public string Path => Parent is null ? "$" : Parent.Path + (Name is null ? $"[{Index}]" : PathOf(Name));

    /// <summary>The kind in words, for messages.</summary>
    public string KindInWords => Words(Kind);

    public SourceNode? Find(string name) => children?.Find(child => child.Name == name);

    public void Add(SourceNode child) => (children ??= []).Add(child);

    /// <summary>Formats a property for a path.</summary>
    public static string PathOf(string name) => name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$') ? $".{name}" : $"['{Wording.Shorten(name)}']";

    public static string Words(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.String => "a string",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        _ => "true or false",
    };
}
