using System.Buffers;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>
/// Says what is wrong with a text that is not JSON. "Policies are expressed in JSON" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html),
/// JSON has neither comments nor trailing commas (https://www.rfc-editor.org/rfc/rfc8259), and AWS KMS rejects a policy that "is not syntactically or
/// semantically correct" (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html, MalformedPolicyDocumentException).
/// </summary>
internal static class NotJson
{
    /// <summary>A <c>Sid</c> is text for people, with spaces (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html).</summary>
    public const string Comment = "AWS KMS rejects a policy with comments (MalformedPolicyDocumentException): JSON has none. Remove the comment; the Sid of a statement can hold a note.";

    public const string TrailingComma = "AWS KMS rejects a policy with a comma before ] or } (MalformedPolicyDocumentException). Remove the comma.";

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private const string NothingFound = "The AWS CLI prints this if its --query found nothing: write --query Policy, with a capital P.";

    /// <summary>Explains a value that the AWS CLI prints instead of a policy; empty for any other.</summary>
    public static string QueryHint(JsonTokenType token) => token == JsonTokenType.Null ? $" {NothingFound}" : "";

    /// <param name="exception">Why it is not JSON.</param>
    /// <param name="text">All of it.</param>
    /// <param name="rest">The text from the fault on, in UTF-8.</param>
    public static string Describe(JsonException exception, string text, ReadOnlySpan<byte> rest)
    {
        var body = text.AsSpan().TrimStart('\uFEFF').Trim();
        if (body.IsEmpty)
        {
            return "The policy is empty. A key policy is a JSON object with Version and Statement.";
        }

        // The reader takes no comment before a colon. Other tools know a third kind of comment.
        if (rest is [(byte)'#', ..] or [(byte)'/', (byte)'/' or (byte)'*', ..])
        {
            return Comment;
        }

        if (body is "None")
        {
            return $"This is not a key policy. {NothingFound}";
        }

        if (body is ['-', '-', '-', '-', ..] or ['|', ..] or ['+', '-', ..])
        {
            return "This is not JSON but a table. Use --output json, --output text or --output yaml, each with or without --query Policy.";
        }

        if (IsYaml(body))
        {
            return "This is YAML, not JSON, and AWS KMS takes a key policy as JSON only. Convert the policy to JSON first.";
        }

        // The reader's own text ends with its position, which the issue carries already.
        var end = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return $"This is not JSON that AWS accepts: {(end < 0 ? exception.Message : exception.Message[..end])}";
    }

    /// <summary>Whether the first line is a name and a colon, as in <c>Version: 2012-10-17</c>, or marks the start of a YAML document.</summary>
    private static bool IsYaml(ReadOnlySpan<char> body)
    {
        var colon = body.IndexOf(':');
        return body.StartsWith("---", StringComparison.Ordinal)
            || (colon > 0 && (colon + 1 == body.Length || char.IsWhiteSpace(body[colon + 1])) && !body[..colon].ContainsAnyExcept(Letters));
    }

}
