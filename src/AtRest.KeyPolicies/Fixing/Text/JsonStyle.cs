using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>The layout of a JSON text, so that additions have the same layout.</summary>
internal sealed record JsonStyle
{
    private const int DefaultIndent = 2;

    public required string NewLine { get; init; }

    /// <summary>One step of indentation.</summary>
    public required string Unit { get; init; }

    /// <summary>The text between a name and its value.</summary>
    public required string Colon { get; init; }

    /// <summary>The text between values in the same line.</summary>
    public required string Comma { get; init; }

    public required bool HasInlineLists { get; init; }

    public required bool HasInlineObjects { get; init; }

    public static JsonStyle Of(string text, JsonSpan root)
    {
        var containers = Containers(root).ToList();
        var colon = root.Members is [{ Name: not null } first, ..]
            ? text[text.IndexOf(':', first.Start + first.Name.Length)..first.Value.Start]
            : ": ";
        var outer = containers.Find(container => Lead(text, container).Contains('\n', StringComparison.Ordinal));
        var lists = containers.Where(container => container is { IsList: true, Members.Length: > 1 }).ToList();
        var objects = containers.Where(container => container.IsObject && container.Members.All(member => member.Value.Members.IsEmpty)).ToList();
        return new()
        {
            NewLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n",
            Unit = outer is null ? new(' ', DefaultIndent) : UnitOf(text, outer),
            Colon = colon.Contains('\n', StringComparison.Ordinal) ? ": " : colon,
            Comma = colon.EndsWith(' ') ? ", " : ",",
            HasInlineLists = lists.Exists(list => !HasLines(text, list)),
            HasInlineObjects = objects.Exists(leaf => !leaf.Members.IsEmpty && !HasLines(text, leaf)),
        };
    }

    /// <summary>Writes a value in this layout.</summary>
    /// <param name="node">The value.</param>
    /// <param name="indent">The indentation of the line in which the value starts; null to write the whole value in this line.</param>
    public string Render(JsonNode node, string? indent)
    {
        var text = new StringBuilder();
        Write(text, node, indent, isInner: false);
        return text.ToString();
    }

    public static string Quote(string value) => $"\"{JsonEncodedText.Encode(value, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";

    /// <summary>The text between the opening bracket and the first member.</summary>
    public static string Lead(string text, JsonSpan container) =>
        container.Members.IsEmpty ? "" : text[(container.Start + 1)..container.Members[0].Start];

    public static bool HasLines(string text, JsonSpan span) => text.AsSpan(span.Start, span.End - span.Start).Contains('\n');

    /// <summary>The white space at the start of the line of this position.</summary>
    public static string IndentAt(string text, int position)
    {
        var line = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        var end = line;
        while (end < position && text[end] is ' ' or '\t')
        {
            end++;
        }

        return text[line..end];
    }

    private void Write(StringBuilder text, JsonNode node, string? indent, bool isInner)
    {
        if (node is JsonValue value)
        {
            text.Append(Quote(value.GetValue<string>()));
            return;
        }

        var members = node is JsonObject map
            ? map.Select(member => (Name: Quote(member.Key) + Colon, Value: member.Value!)).ToList()
            : [.. node.AsArray().Select(item => (Name: "", Value: item!))];
        var isInline = indent is null || (isInner && (node is JsonArray ? HasInlineLists : HasInlineObjects));
        var (open, close) = node is JsonArray ? ('[', ']') : ('{', '}');
        var inner = isInline ? null : indent + Unit;
        text.Append(open);
        for (var i = 0; i < members.Count; i++)
        {
            text.Append(i == 0 ? "" : isInline ? Comma : ",").Append(isInline ? "" : NewLine + inner).Append(members[i].Name);
            Write(text, members[i].Value, inner, isInner: true);
        }

        text.Append(isInline ? "" : NewLine + indent).Append(close);
    }

    private static string UnitOf(string text, JsonSpan container)
    {
        var inner = IndentAt(text, container.Members[0].Start);
        var outer = IndentAt(text, container.Start);
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner[outer.Length..] : new(' ', DefaultIndent);
    }

    private static IEnumerable<JsonSpan> Containers(JsonSpan span) =>
        span.Members.Select(member => member.Value).SelectMany(Containers).Prepend(span).Where(inner => inner.IsObject || inner.IsList);
}
