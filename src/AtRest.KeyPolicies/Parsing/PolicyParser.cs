using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>Parses the whole document: checks its size and characters, and reads its elements.</summary>
internal static class PolicyParser
{
    private const char ByteOrderMark = '\uFEFF';

    public static KeyPolicyParseResult Parse(string json)
    {
        var issues = new IssueList();
        var utf8 = Encoding.UTF8.GetBytes(json);
        CheckSize(utf8, issues);
        if (utf8.Length > PolicyLimits.ReadableBytes)
        {
            return new() { Issues = issues.ToImmutable() };
        }

        CheckCharacters(json, utf8, issues);
        var start = json.StartsWith(ByteOrderMark) ? Encoding.UTF8.GetByteCount([ByteOrderMark]) : 0;
        KeyPolicy? policy = null;
        try
        {
            var cursor = new JsonCursor(utf8, start, issues);
            cursor.Read();
            policy = DocumentParser.Read(ref cursor);
            cursor.Read();
        }
        catch (JsonException exception)
        {
            var offset = Locate(exception, utf8, start);
            issues.Error("$", new TextPositions(utf8).At(offset), InvalidJson.Describe(exception, json, utf8.AsSpan((int)offset)));
        }

        return new() { Policy = issues.HasErrors ? null : policy, Issues = issues.ToImmutable() };
    }

    private static void CheckSize(byte[] utf8, IssueList issues)
    {
        if (utf8.Length > PolicyLimits.KeyPolicyBytes)
        {
            issues.Error("$", new(1, 1, 0), $"The policy has {utf8.Length} bytes, but AWS KMS stores at most {PolicyLimits.KeyPolicyBytes}. Remove statements that are not needed.");
        }
    }

    private static void CheckCharacters(string json, byte[] utf8, IssueList issues)
    {
        // https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html: printable characters up to U+00FF, tab, line feed, carriage return.
        for (var i = json.StartsWith(ByteOrderMark) ? 1 : 0; i < json.Length; i++)
        {
            if (json[i] is > '\u00FF' or (< ' ' and not ('\t' or '\n' or '\r')))
            {
                issues.Error(
                    "$",
                    new TextPositions(utf8).At(Encoding.UTF8.GetByteCount(json.AsSpan(0, i))),
                    $"The character U+{(int)json[i]:X4} is not allowed in a key policy. AWS KMS accepts printable characters up to U+00FF, tabs and line breaks. Write it as \\u{(int)json[i]:X4}, or remove it.");
                return;
            }
        }
    }

    private static long Locate(JsonException exception, byte[] utf8, int start)
    {
        var offset = (long)start;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            offset += utf8.AsSpan((int)offset).IndexOf((byte)'\n') + 1;
        }

        return Math.Min(offset + (exception.BytePositionInLine ?? 0), utf8.Length);
    }
}
