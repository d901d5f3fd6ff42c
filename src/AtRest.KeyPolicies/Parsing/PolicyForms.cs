using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Recognizes the forms of <see cref="KeyPolicyForm"/> and extracts the policy.</summary>
internal static class PolicyForms
{
    /// <summary>The only name that a key policy can have (https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html).</summary>
    public const string PolicyName = "default";

    /// <summary>The maximum length, in UTF-16 code units. A longer text is too long in every form, since an escape sequence has at most six characters.</summary>
    private const int LongestText = 6 * PolicyLimits.ReadableBytes;

    /// <summary>The maximum number of nested strings. Scripts that escape a string repeatedly do it only a few times.</summary>
    private const int DeepestString = 4;

    private const string Blanks = " \t\r\n";

    public static KeyPolicyDocument Extract(string raw)
    {
        var body = raw.AsSpan().TrimStart('\uFEFF').Trim(Blanks);
        if (body.IsEmpty || raw.Length > LongestText)
        {
            return Plain(raw);
        }

        return body[0] switch
        {
            '{' => FromText(body) ?? FromEscaped(body) ?? FromObject(body),
            '[' => FromList(body),
            '"' => FromString(body) ?? YamlOutput.Read(body.ToString()),
            _ => YamlOutput.Read(body.ToString()),
        } ?? Plain(raw);
    }

    /// <summary>
    /// Removes escape sequences until a policy remains. Null if the string is something else. A string inside a string occurs if a script escapes the JSON
    /// of the AWS CLI once more.
    /// </summary>
    public static KeyPolicyDocument? Unwrap(string? text, KeyPolicyForm form)
    {
        for (var depth = 0; depth < DeepestString && text is not null; depth++)
        {
            var body = text.AsSpan().Trim(Blanks);
            if (body is ['"', ..])
            {
                text = Decode(body);
            }
            else if (IsEscaped(body))
            {
                text = Decode(Quote(body));
            }
            else
            {
                return body is ['{' or '[', ..] ? new() { Text = text, Form = form } : null;
            }
        }

        return null;
    }

    private static KeyPolicyDocument Plain(string raw) => new() { Text = raw, Form = KeyPolicyForm.Plain };

    /// <summary>Extracts the policy before its name. The AWS CLI separates them with a tab, but text copied from a terminal can have spaces instead.</summary>
    private static KeyPolicyDocument? FromText(ReadOnlySpan<char> body)
    {
        if (!body.EndsWith(PolicyName, StringComparison.Ordinal))
        {
            return null;
        }

        var before = body[..^PolicyName.Length];
        var policy = before.TrimEnd(Blanks);
        return policy.Length < before.Length && policy.EndsWith('}') ? new() { Text = policy.ToString(), Form = KeyPolicyForm.GetKeyPolicyText } : null;
    }

    private static KeyPolicyDocument? FromEscaped(ReadOnlySpan<char> body) => IsEscaped(body) ? Unwrap(body.ToString(), KeyPolicyForm.EscapedText) : null;

    /// <summary>Whether the text starts with <c>{\"</c> or <c>{\n</c>. JSON has no backslash outside of strings.</summary>
    private static bool IsEscaped(ReadOnlySpan<char> body) => body is ['{', ..] && body[1..].TrimStart(Blanks) is ['\\', ..];

    /// <summary>Creates a JSON string from its content. Line breaks and tabs that were added to the content are escaped.</summary>
    private static string Quote(ReadOnlySpan<char> inside)
    {
        var line = inside.ToString().Replace("\r", "", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);
        return $"\"{line}\"";
    }

    private static KeyPolicyDocument? FromString(ReadOnlySpan<char> body) => Unwrap(Decode(body), KeyPolicyForm.JsonString);

    private static KeyPolicyDocument? FromList(ReadOnlySpan<char> body) =>
        body[1..].TrimStart(Blanks) is ['"', ..] && body[^1] == ']' ? FromString(body[1..^1].Trim(Blanks)) : null;

    /// <summary>Decodes a JSON string. Null if the text is something else.</summary>
    private static string? Decode(ReadOnlySpan<char> text)
    {
        var reader = new Utf8JsonReader(Utf8(text));
        try
        {
            return reader.Read() && reader.TokenType == JsonTokenType.String && reader.GetString() is { } value && !reader.Read() ? value : null;
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return null;
        }
    }

    /// <summary>Finds the only member that is a policy. Null if the object is a policy itself, since it has <c>Statement</c>.</summary>
    private static KeyPolicyDocument? FromObject(ReadOnlySpan<char> body)
    {
        var utf8 = Utf8(body);
        var reader = new Utf8JsonReader(utf8, PolicyFragment.Lenient);
        KeyPolicyDocument? found = null;
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("Statement"u8))
                {
                    return null;
                }

                if (FromMember(ref reader, utf8) is { } policy)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = policy;
                }
            }

            return reader.Read() ? null : found;
        }
        catch (Exception exception) when (IsMalformed(exception))
        {
            return null;
        }
    }

    private static KeyPolicyDocument? FromMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> utf8)
    {
        var name = reader.GetString();
        reader.Read();
        var isPolicy = string.Equals(name, "Policy", StringComparison.OrdinalIgnoreCase);
        if (!isPolicy && name is not ("KeyPolicy" or "PolicyDocument"))
        {
            reader.Skip();
            return null;
        }

        if (reader.TokenType == JsonTokenType.String)
        {
            return Unwrap(reader.GetString(), isPolicy ? KeyPolicyForm.GetKeyPolicyJson : KeyPolicyForm.Member);
        }

        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        var value = utf8[start..(int)reader.BytesConsumed];
        return PolicyFragment.HasStatement(value) ? new() { Text = Encoding.UTF8.GetString(value), Form = KeyPolicyForm.Member } : null;
    }

    private static byte[] Utf8(ReadOnlySpan<char> text)
    {
        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        return utf8;
    }

    /// <summary>Whether the text is not JSON, or has a lone surrogate.</summary>
    private static bool IsMalformed(Exception exception) => exception is JsonException or InvalidOperationException;
}
