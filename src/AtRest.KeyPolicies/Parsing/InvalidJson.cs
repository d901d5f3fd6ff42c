using System.Buffers;
using System.Text.Json;

namespace AtRest.KeyPolicies.Parsing;

/// <summary>
/// Describes the error in a text that is not JSON. "Policies are expressed in JSON" (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html),
/// JSON has neither comments nor trailing commas (https://www.rfc-editor.org/rfc/rfc8259), and AWS KMS rejects a policy that "is not syntactically or
/// semantically correct" (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html, MalformedPolicyDocumentException).
/// </summary>
internal static class InvalidJson
{
    /// <summary>The message for a comment. A <c>Sid</c> can be a note, since it can have spaces (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html).</summary>
    public const string Comment = "AWS KMS rejects a policy with comments (MalformedPolicyDocumentException), since JSON has no comments. Remove the comment. The Sid of a statement can be a note.";

    public const string TrailingComma = "AWS KMS rejects a policy with a comma before ] or } (MalformedPolicyDocumentException). Remove the comma.";

    private static readonly SearchValues<char> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_");

    private const string NothingFound = "The AWS CLI prints this if --query matches nothing. Use --query Policy, with a capital P.";

    /// <summary>A hint about a value that the AWS CLI prints instead of a policy. Empty for other values.</summary>
    public static string QueryHint(JsonTokenType token) => token == JsonTokenType.Null ? $" {NothingFound}" : "";

    /// <summary>Describes the error, and how to correct it.</summary>
    /// <param name="exception">The error of the JSON reader.</param>
    /// <param name="text">The whole text.</param>
    /// <param name="rest">The text from the error on, in UTF-8.</param>
    public static string Describe(JsonException exception, string text, ReadOnlySpan<byte> rest)
    {
        var body = text.AsSpan().TrimStart('\uFEFF').Trim();
        if (body.IsEmpty)
        {
            return "The policy is empty. A key policy is a JSON object with Version and Statement.";
        }

        // The reader does not accept a comment before a colon, and some tools write comments that start with #.
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
            return "This is a table, not JSON. Use --output json, --output text or --output yaml, each with or without --query Policy.";
        }

        if (IsYaml(body))
        {
            return "This is YAML, but AWS KMS accepts a key policy only as JSON. Convert the policy to JSON first.";
        }

        return $"This is not JSON that AWS accepts: {JsonSyntax.ExplainRest(exception, rest)}";
    }

    /// <summary>Whether the text starts with a name and a colon, such as <c>Version: 2012-10-17</c>, or with the start of a YAML document.</summary>
    private static bool IsYaml(ReadOnlySpan<char> body)
    {
        var colon = body.IndexOf(':');
        return body.StartsWith("---", StringComparison.Ordinal)
            || (colon > 0 && (colon + 1 == body.Length || char.IsWhiteSpace(body[colon + 1])) && !body[..colon].ContainsAnyExcept(Letters));
    }

}
