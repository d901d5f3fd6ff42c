using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>Finds the position of each value in a JSON text. The text must be valid, since the parser does not check it.</summary>
internal sealed class JsonSpanParser
{
    private const char ByteOrderMark = '\uFEFF';
    private readonly string text;
    private int position;

    private JsonSpanParser(string text) => this.text = text;

    public static JsonSpan Parse(string text) => new JsonSpanParser(text).ReadValue();

    private JsonSpan ReadValue()
    {
        SkipSpace();
        var start = position;
        switch (text[start])
        {
            case '{' or '[':
                var members = ReadMembers(text[start]);
                return new(text[start], start, position, "", members);
            case '"':
                SkipString();
                return new('"', start, position, Decode(text[start..position]), []);
            default:
                while (position < text.Length && !",]} \t\r\n".Contains(text[position], StringComparison.Ordinal))
                {
                    position++;
                }

                return new(text[start], start, position, text[start..position], []);
        }
    }

    private ImmutableArray<JsonMember> ReadMembers(char open)
    {
        var members = ImmutableArray.CreateBuilder<JsonMember>();
        position++;
        for (SkipSpace(); text[position] is not ('}' or ']'); SkipSpace())
        {
            var start = position;
            string? name = null;
            if (open == '{')
            {
                SkipString();
                name = Decode(text[start..position]);
                SkipSpace();
                position++;
            }

            members.Add(new(name, start, ReadValue()));
            SkipSpace();
            if (text[position] == ',')
            {
                position++;
            }
        }

        position++;
        return members.ToImmutable();
    }

    private void SkipString()
    {
        for (position++; text[position] != '"'; position++)
        {
            if (text[position] == '\\')
            {
                position++;
            }
        }

        position++;
    }

    private void SkipSpace()
    {
        while (text[position] is ' ' or '\t' or '\r' or '\n' or ByteOrderMark)
        {
            position++;
        }
    }

    private static string Decode(string quoted)
    {
        if (!quoted.Contains('\\', StringComparison.Ordinal))
        {
            return quoted[1..^1];
        }

        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(quoted));
        reader.Read();
        return reader.GetString() ?? "";
    }
}
