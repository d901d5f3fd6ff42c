using System.Text;
using System.Text.Json.Nodes;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>Edits a JSON text without changing other parts of it. Each method returns a new text, for which the old positions are not valid.</summary>
internal sealed class JsonEditor
{
    public JsonEditor(string text)
    {
        Text = text;
        Root = JsonSpanParser.Parse(text);
    }

    public string Text { get; }

    public JsonSpan Root { get; }

    /// <summary>The layout of the text. Computed on first use, since most changes only remove something.</summary>
    public JsonStyle Style => field ??= JsonStyle.Of(Text, Root);

    /// <summary>Removes a member, with its comma.</summary>
    public string Remove(JsonSpan container, JsonMember member)
    {
        var index = container.Members.IndexOf(member);
        return container.Members.Length == 1 ? Splice(container.Start + 1, container.End - 1, "")
            : index == 0 ? Splice(member.Start, container.Members[1].Start, "")
            : Splice(container.Members[index - 1].End, member.End, "");
    }

    /// <summary>Removes several members, but not all, in one step.</summary>
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

    /// <summary>Replaces a value.</summary>
    public string Replace(JsonSpan old, JsonNode value) =>
        Splice(old.Start, old.End, Style.Render(value, IsOnOwnLine(old.Start) ? JsonStyle.IndentAt(Text, old.Start) : null));

    /// <summary>Adds a member at the end. The name is null for an item of a list.</summary>
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

    /// <summary>The text between two members, including the comma.</summary>
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

    /// <summary>Writes a value in one line if the text has other lists or objects in one line.</summary>
    private string RenderInner(JsonNode value, string? indent)
    {
        var isInline = value is JsonArray ? Style.HasInlineLists : Style.HasInlineObjects;
        return Style.Render(value, isInline ? null : indent);
    }

    /// <summary>Whether the property at this position starts its line, so that its value can have several lines.</summary>
    private bool IsOnOwnLine(int position)
    {
        var line = position == 0 ? 0 : Text.LastIndexOf('\n', position - 1) + 1;
        return line > 0 && Text.AsSpan(line, position - line).TrimStart() is var before && !before.ContainsAny('{', '[');
    }
}
