using System.Globalization;
using System.Text;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>
/// Reads the subset of YAML that the AWS CLI prints for a key policy: a string, quoted or as a literal block (https://yaml.org/spec/1.2.2/#73-flow-scalar-styles,
/// https://yaml.org/spec/1.2.2/#812-literal-style), alone or as the value of <c>Policy</c>. Other YAML is not recognized.
/// </summary>
internal static class YamlOutput
{
    private const string Member = "Policy:";
    private const string NameLine = "PolicyName: " + PolicyForms.PolicyName;

    /// <summary>Extracts the policy. Null if the text is not in a known form.</summary>
    /// <param name="text">The text, without white space around it.</param>
    public static KeyPolicyDocument? Read(string text)
    {
        var yaml = text.Replace("\r\n", "\n", StringComparison.Ordinal);
        var at = Skip(yaml, 0, "---");
        at = Skip(yaml, at, "- ");
        at = Skip(yaml, at, NameLine + "\n");
        var start = Skip(yaml, at, Member);
        var value = start < yaml.Length
            ? yaml[start] switch
            {
                '"' or '\'' => ReadQuoted(yaml, ref start),
                '|' => ReadLiteral(yaml, ref start),
                _ => null,
            }
            : null;
        return value is not null && IsEnd(yaml.AsSpan(start))
            ? PolicyForms.Unwrap(value, yaml.AsSpan(at).StartsWith(Member, StringComparison.Ordinal) ? KeyPolicyForm.GetKeyPolicyYaml : KeyPolicyForm.YamlString)
            : null;
    }

    /// <summary>The position after the prefix and the white space that follows. Unchanged if the text does not have the prefix.</summary>
    private static int Skip(string yaml, int at, string prefix) =>
        yaml.AsSpan(at).StartsWith(prefix, StringComparison.Ordinal) ? yaml.Length - yaml.AsSpan(at + prefix.Length).TrimStart(" \n").Length : at;

    private static bool IsEnd(ReadOnlySpan<char> rest)
    {
        foreach (var line in rest.EnumerateLines())
        {
            if (line.Trim(' ') is not ("" or "..." or NameLine))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Reads a quoted value and moves after the closing quotation mark. Null if there is no such mark, or if an escape sequence is unknown.</summary>
    private static string? ReadQuoted(string yaml, ref int at)
    {
        var quote = yaml[at++];
        var value = new StringBuilder();
        var escaped = 0;
        while (at < yaml.Length)
        {
            var character = yaml[at++];
            if (character == quote && quote == '\'' && at < yaml.Length && yaml[at] == quote)
            {
                value.Append(quote);
                at++;
            }
            else if (character == quote)
            {
                return value.ToString();
            }
            else if (character == '\n')
            {
                Fold(yaml, ref at, value, escaped);
            }
            else if (character != '\\' || quote == '\'')
            {
                value.Append(character);
            }
            else if (!Escape(yaml, ref at, value))
            {
                return null;
            }
            else
            {
                escaped = value.Length;
            }
        }

        return null;
    }

    /// <summary>
    /// Folds line breaks in a quoted string: a single line break becomes a space, and n line breaks become n - 1. White space around them is removed, unless
    /// it is escaped.
    /// </summary>
    private static void Fold(string yaml, ref int at, StringBuilder value, int escaped)
    {
        while (value.Length > escaped && value[^1] is ' ' or '\t')
        {
            value.Length--;
        }

        var breaks = 1;
        for (; at < yaml.Length && yaml[at] is ' ' or '\t' or '\n'; at++)
        {
            breaks += yaml[at] == '\n' ? 1 : 0;
        }

        value.Append(breaks == 1 ? ' ' : '\n', Math.Max(1, breaks - 1));
    }

    private static bool Escape(string yaml, ref int at, StringBuilder value)
    {
        if (at == yaml.Length)
        {
            return false;
        }

        var name = yaml[at++];
        switch (name)
        {
            case '\n':
                at = yaml.Length - yaml.AsSpan(at).TrimStart(" \t").Length;
                return true;
            case 'x':
                return Code(yaml, ref at, 2, value);
            case 'u':
                return Code(yaml, ref at, 4, value);
            case '"' or '\\' or '/' or ' ' or '\t':
                value.Append(name);
                return true;
            default:
                // YAML has further escapes, for characters that a policy can have only as JSON escapes.
                var known = "n\nr\rt\t_\u00A0N\u0085".AsSpan();
                for (var i = 0; i < known.Length; i += 2)
                {
                    if (known[i] == name)
                    {
                        value.Append(known[i + 1]);
                        return true;
                    }
                }

                return false;
        }
    }

    private static bool Code(string yaml, ref int at, int digits, StringBuilder value)
    {
        var isCode = ushort.TryParse(yaml.AsSpan(at, Math.Min(digits, yaml.Length - at)), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code);
        at += digits;
        value.Append((char)code);
        return isCode;
    }

    /// <summary>Reads the lines of a <c>|</c> block without their indentation, and moves after them. Null if the block is not indented.</summary>
    private static string? ReadLiteral(string yaml, ref int at)
    {
        var header = yaml.IndexOf('\n', at);
        if (header < 0 || yaml[at..header].TrimEnd(' ') is not ("|" or "|-" or "|+"))
        {
            return null;
        }

        at = header + 1;
        var indentation = Indentation(yaml.AsSpan(at).TrimStart('\n'));
        if (indentation == 0)
        {
            return null;
        }

        var value = new StringBuilder();
        while (at < yaml.Length)
        {
            var end = yaml.IndexOf('\n', at) is >= 0 and var found ? found : yaml.Length;
            var line = yaml.AsSpan(at, end - at);
            if (!line.Trim(' ').IsEmpty && Indentation(line) < indentation)
            {
                break;
            }

            value.Append(line[Math.Min(indentation, line.Length)..]).Append('\n');
            at = Math.Min(end + 1, yaml.Length);
        }

        return value.ToString().TrimEnd('\n');
    }

    private static int Indentation(ReadOnlySpan<char> text) => text.Length - text.TrimStart(' ').Length;
}
