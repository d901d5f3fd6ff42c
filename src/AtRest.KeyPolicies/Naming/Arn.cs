using System.Diagnostics.CodeAnalysis;

namespace AtRest.KeyPolicies.Naming;

/// <summary>
/// An Amazon Resource Name: <c>arn:partition:service:region:account-id:resource</c>
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html). The parts are kept exactly as written.
/// </summary>
public sealed record Arn
{
    /// <summary>The ARN as it was written.</summary>
    public required string Value { get; init; }

    /// <summary><c>aws</c>, <c>aws-cn</c>, <c>aws-us-gov</c> …</summary>
    public required string Partition { get; init; }

    /// <summary>The service's namespace, such as <c>iam</c> or <c>kms</c>.</summary>
    public required string Service { get; init; }

    /// <summary>Empty for global services such as IAM.</summary>
    public required string Region { get; init; }

    /// <summary>The 12-digit account id; empty for resources without one, such as S3 buckets.</summary>
    public required string AccountId { get; init; }

    /// <summary>All that follows the fifth colon.</summary>
    public required string Resource { get; init; }

    /// <summary>Splits an ARN into its parts. False if the text is not an ARN of six parts; account and region may be empty.</summary>
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

    /// <summary>Whether the text is a 12-digit AWS account id.</summary>
    public static bool IsAccountId(string? text) => text is { Length: 12 } && text.All(char.IsAsciiDigit);

    public override string ToString() => Value;
}
