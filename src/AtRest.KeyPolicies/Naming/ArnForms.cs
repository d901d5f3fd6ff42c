using System.Text.RegularExpressions;

namespace AtRest.KeyPolicies.Naming;

/// <summary>
/// Validates ARNs of roles and keys from user input. They are used in host names, requests and policies, so each part is checked
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
/// </summary>
public static partial class ArnForms
{
    /// <summary>The form of the ARN of a role, for messages.</summary>
    public const string Role = "arn:aws:iam::ACCOUNT:role/NAME, with a 12-digit account ID";

    /// <summary>The form of a key ARN, for messages.</summary>
    public const string Key = "arn:aws:kms:REGION:ACCOUNT:key/KEY-ID, with a 12-digit account ID";

    /// <summary>The reason why the text is not the ARN of a role, as a phrase that follows the text. Null if it is one.</summary>
    public static string? RoleFault(string text) => !Arn.TryParse(text, out var arn) ? "is not an ARN."
        : RolePattern().IsMatch(text) ? null
        : arn.Service == "sts" ? "is the ARN of a role session, not of a role."
        : arn.Service != "iam" || !arn.Resource.StartsWith("role/", StringComparison.Ordinal) ? "is not the ARN of an IAM role."
        : !Arn.IsAccountId(arn.AccountId) ? "has no 12-digit account ID."
        : "is not the ARN of a single IAM role.";

    /// <summary>The reason why the text is not the ARN of a key, as a phrase that follows the text. Null if it is one.</summary>
    public static string? KeyFault(string text) => !Arn.TryParse(text, out var arn) ? "is not an ARN."
        : KeyPattern().IsMatch(text) ? null
        : arn.Service != "kms" ? "is not the ARN of an AWS KMS key."
        : arn.Resource.StartsWith("alias/", StringComparison.Ordinal) ? "is the ARN of an alias, which can be moved to another key. Use the key ARN."
        : !arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? "is not the ARN of an AWS KMS key."
        : !Arn.IsAccountId(arn.AccountId) ? "has no 12-digit account ID."
        : "is not the ARN of an AWS KMS key: its partition, region or key ID does not have a form that AWS uses.";

    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]*[A-Za-z0-9_+=,.@-]\z")]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:[a-z]{2,4}(-[a-z]+)+-[0-9]+:[0-9]{12}:key/[A-Za-z0-9-]+\z")]
    private static partial Regex KeyPattern();
}
