using System.Text;
using System.Text.Json.Nodes;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>Changes a JSON text where it must change, and nowhere else. Each change gives a new text, for which the old positions are no longer valid.</summary>
internal sealed class JsonEditor
{
    public JsonEditor(string text)
    {
        Text = text;
        Root = JsonSpanParser.Parse(text);
    }

    public string Text { get; }

    public JsonSpan Root { get; }

    /// <summary>Computed only if something is added: most changes remove.</summary>
    public JsonStyle Style => field ??= JsonStyle.Of(Text, Root);

    /// <summary>Takes out one of several members, with its comma.</summary>
    public string Remove(JsonSpan container, JsonMember member)
    {
        var index = container.Members.IndexOf(member);
        return container.Members.Length == 1 ? Splice(container.Start + 1, container.End - 1, "")
            : index == 0 ? Splice(member.Start, container.Members[1].Start, "")
            : Splice(container.Members[index - 1].End, member.End, "");
    }

    /// <summary>Takes out several members, but not all, in one go.</summary>
    public string RemoveAll(JsonSpan container, Func<JsonMember, bool> isUnwanted)
    {
        var kept = new StringBuilder(Text.Length);
        var (copied, hasKept) = (0, false);
        for (var i = 0; i < container.Members.Length; i++)
        {
            var member = container.Members[i];
            if (!isUnwanted(member))
            {
                hasKept = true;
                continue;
            }

            var (from, to) = hasKept ? (container.Members[i - 1].End, member.End) : (member.Start, container.Members[i + 1].Start);
            kept.Append(Text.AsSpan(copied, from - copied));
            copied = to;
        }

        return kept.Append(Text.AsSpan(copied)).ToString();
    }

    /// <summary>Replaces the value.</summary>
    public string Replace(JsonSpan old, JsonNode value) =>
        Splice(old.Start, old.End, Style.Render(value, IsOnOwnLine(old.Start) ? JsonStyle.IndentAt(Text, old.Start) : null));

    /// <summary>Adds a member behind the last one. The name is null in a list.</summary>
    public string Append(JsonSpan container, string? name, JsonNode value)
    {
        if (container.Members.IsEmpty)
        {
            var (open, close) = container.IsList ? ("[", "]") : ("{", "}");
            var outer = HasLines ? JsonStyle.IndentAt(Text, container.Start) : null;
            var (before, after) = outer is null ? ("", "") : (Style.NewLine + outer + Style.Unit, Style.NewLine + outer);
            return Splice(container.Start, container.End, open + before + Member(name, value, outer is null ? null : outer + Style.Unit) + after + close);
        }

        var last = container.Members[^1];
        var separator = Separator(container);
        var lineBreak = separator.LastIndexOf('\n');
        var isStatement = name is null && value is JsonObject;
        var indent = lineBreak < 0 || (isStatement && !JsonStyle.HasLines(Text, last.Value)) ? null : separator[(lineBreak + 1)..];
        return Splice(last.End, last.End, separator + Member(name, value, indent));
    }

    /// <summary>The text between two members, comma included.</summary>
    public string Separator(JsonSpan container)
    {
        if (container.Members.Length > 1)
        {
            return Text[container.Members[^2].End..container.Members[^1].Start];
        }

        var lead = JsonStyle.Lead(Text, container);
        return lead.Contains('\n', StringComparison.Ordinal) ? "," + lead : Style.Comma;
    }

    public string Splice(int start, int end, string replacement) => string.Concat(Text.AsSpan(0, start), replacement, Text.AsSpan(end));

    private bool HasLines => JsonStyle.HasLines(Text, Root);

    private string Member(string? name, JsonNode value, string? indent) =>
        (name is null ? "" : JsonStyle.Quote(name) + Style.Colon) + (value is JsonObject && name is null ? Style.Render(value, indent) : RenderInner(value, indent));

    /// <summary>The value of a property may stay on its line where the text does so elsewhere.</summary>
    private string RenderInner(JsonNode value, string? indent)
    {
        var isInline = value is JsonArray ? Style.HasInlineLists : Style.HasInlineObjects;
        return Style.Render(value, isInline ? null : indent);
    }

    /// <summary>Whether the property of this place begins its line, so that its value may take several.</summary>
    private bool IsOnOwnLine(int position)
    {
        var line = position == 0 ? 0 : Text.LastIndexOf('\n', position - 1) + 1;
        return line > 0 && Text.AsSpan(line, position - line).TrimStart() is var before && !before.ContainsAny('{', '[');
    }
}
