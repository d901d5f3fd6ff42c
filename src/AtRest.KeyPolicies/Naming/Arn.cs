using System.Diagnostics.CodeAnalysis;

namespace AtRest.KeyPolicies.Naming;

/// <summary>
/// An Amazon Resource Name: <c>arn:partition:service:region:account-id:resource</c>
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). The parts are not normalized.
/// </summary>
public sealed record Arn
{
    /// <summary>The whole ARN, as written.</summary>
    public required string Value { get; init; }

    /// <summary>The partition, such as <c>aws</c>, <c>aws-cn</c> or <c>aws-us-gov</c>.</summary>
    public required string Partition { get; init; }

    /// <summary>The service namespace, such as <c>iam</c> or <c>kms</c>.</summary>
    public required string Service { get; init; }

    /// <summary>The region. Empty for global services such as IAM.</summary>
    public required string Region { get; init; }

    /// <summary>The 12-digit account ID. Empty for resources without an account, such as S3 buckets.</summary>
    public required string AccountId { get; init; }

    /// <summary>The text after the fifth colon.</summary>
    public required string Resource { get; init; }

    /// <summary>The last segment of the resource, after the last <c>/</c>: the name of a role or user without its path, or the name of a session.</summary>
    public string ResourceName => LastSegment(Resource).ToString();

    /// <summary>Parses an ARN. False if the text is not an ARN with six parts. Region and account can be empty.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Arn? arn)
    {
        arn = null;
        var parts = text?.Split(':', 6);
        if (parts is not { Length: 6 } || parts[0] != "arn" || parts[1].Length == 0 || parts[2].Length == 0 || parts[5].Length == 0)
        {
            return false;
        }

        arn = new Arn { Value = text!, Partition = parts[1], Service = parts[2], Region = parts[3], AccountId = parts[4], Resource = parts[5] };
        return true;
    }

    /// <summary>The text after the last <c>/</c> of an ARN or a resource; the whole text if it has none. Does not allocate.</summary>
    public static ReadOnlySpan<char> LastSegment(ReadOnlySpan<char> text) => text[(text.LastIndexOf('/') + 1)..];

    /// <summary>Whether the text is a 12-digit AWS account ID.</summary>
    public static bool IsAccountId(string? text) => text is { Length: 12 } && text.All(char.IsAsciiDigit);

    public override string ToString() => Value;
}
