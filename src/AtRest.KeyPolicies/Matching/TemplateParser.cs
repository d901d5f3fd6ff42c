using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Matching;

/// <summary>Splits a value of a policy into text, wildcards and variables.</summary>
internal static class TemplateParser
{
    public static ImmutableArray<TemplatePart> Parse(string text, PolicyVersion version, Wildcards wildcards)
    {
        var parts = ImmutableArray.CreateBuilder<TemplatePart>();
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var consumed = version == PolicyVersion.V20121017 && rest.StartsWith("${") ? TakeVariable(rest, parts) : 0;
            if (consumed == 0)
            {
                consumed = TakeText(rest, wildcards, parts);
            }

            rest = rest[consumed..];
        }

        return parts.ToImmutable();
    }

    /// <summary>Takes a variable and returns its number of characters; 0 if the text is not a variable.</summary>
    private static int TakeVariable(ReadOnlySpan<char> text, ImmutableArray<TemplatePart>.Builder parts)
    {
        var end = text.IndexOf('}');
        if (end < 3)
        {
            return 0;
        }

        var inside = text[2..end];
        if (inside is "*" or "?" or "$")
        {
            parts.Add(new(inside.ToString(), PatternKind.Literal));
            return end + 1;
        }

        var comma = inside.IndexOf(',');
        if (comma == -1)
        {
            parts.Add(new("", PatternKind.Literal, inside.Trim().ToString()));
            return end + 1;
        }

        // A default value can contain a closing brace, so it ends at the quotation mark, not at the first brace.
        var open = text.IndexOf('\'');
        var close = text[(open + 1)..].IndexOf("'}");
        if (close == -1 || open < comma + 3 || !text[(comma + 3)..open].IsWhiteSpace())
        {
            return 0;
        }

        parts.Add(new("", PatternKind.Literal, inside[..comma].Trim().ToString(), text.Slice(open + 1, close).ToString()));
        return open + 1 + close + 2;
    }

    private static int TakeText(ReadOnlySpan<char> text, Wildcards wildcards, ImmutableArray<TemplatePart>.Builder parts)
    {
        if (wildcards == Wildcards.Expand && text[0] is '*' or '?')
        {
            parts.Add(new(text[..1].ToString(), text[0] == '*' ? PatternKind.AnyMany : PatternKind.AnyOne));
            return 1;
        }

        var stop = wildcards == Wildcards.Expand ? text[1..].IndexOfAny('$', '*', '?') : text[1..].IndexOf('$');
        var length = stop < 0 ? text.Length : stop + 1;
        parts.Add(new(text[..length].ToString(), PatternKind.Literal));
        return length;
    }
}
