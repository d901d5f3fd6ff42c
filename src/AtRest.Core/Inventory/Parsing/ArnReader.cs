using System.Text.RegularExpressions;
using AtRest.Core.Naming;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the ARNs of roles and keys. They end up in host names and requests, so that each part is checked.</summary>
internal static partial class ArnReader
{
    private const string RoleForm = "arn:aws:iam::ACCOUNT:role/NAME, with a 12-digit account id";
    private const string KeyForm = "arn:aws:kms:REGION:ACCOUNT:key/KEY-ID, with a 12-digit account id";

    public static Arn? OptionalRole(ObjectReader reader, string name, ErrorLog log) => Role(reader.OptionalText(name), reader, name, log);

    public static Arn? RequiredRole(ObjectReader reader, string name, ErrorLog log) => Role(reader.RequiredText(name), reader, name, log);

    public static KmsKeyArn? OptionalKey(ObjectReader reader, string name, ErrorLog log) => Key(reader.OptionalText(name), reader, name, log);

    public static KmsKeyArn? RequiredKey(ObjectReader reader, string name, ErrorLog log) => Key(reader.RequiredText(name), reader, name, log);

    private static Arn? Role(string? text, ObjectReader reader, string name, ErrorLog log)
    {
        if (text is null)
        {
            return null;
        }

        if (RolePattern().IsMatch(text) && Arn.TryParse(text, out var arn))
        {
            return arn;
        }

        log.Error(reader.Node.Find(name)!, $"{Wording.Quote(text)} {RoleFault(text)}", RoleForm);
        return null;
    }

    private static KmsKeyArn? Key(string? text, ObjectReader reader, string name, ErrorLog log)
    {
        if (text is null)
        {
            return null;
        }

        if (KeyPattern().IsMatch(text) && KmsKeyArn.TryParse(text, out var arn))
        {
            return arn;
        }

        log.Error(reader.Node.Find(name)!, $"{Wording.Quote(text)} {KeyFault(text)}", KeyForm);
        return null;
    }

    private static string RoleFault(string text) => !Arn.TryParse(text, out var arn) ? "is no ARN."
        : arn.Service == "sts" ? "is a session of a role, not the role itself."
        : arn.Service != "iam" || !arn.Resource.StartsWith("role/", StringComparison.Ordinal) ? "is not the ARN of an IAM role."
        : !Arn.IsAccountId(arn.AccountId) ? "has no 12-digit account id."
        : "is not the ARN of one IAM role.";

    private static string KeyFault(string text) => !Arn.TryParse(text, out var arn) ? "is no ARN."
        : arn.Service != "kms" ? "is not the ARN of an AWS KMS key."
        : arn.Resource.StartsWith("alias/", StringComparison.Ordinal) ? "is an alias, which can be moved to another key: name the key itself."
        : !arn.Resource.StartsWith("key/", StringComparison.Ordinal) ? "is not the ARN of an AWS KMS key."
        : !Arn.IsAccountId(arn.AccountId) ? "has no 12-digit account id."
        : "is not the ARN of one AWS KMS key: its partition, region or key id has a form that AWS does not use.";

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
    [GeneratedRegex(@"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9_+=,.@/-]*[A-Za-z0-9_+=,.@-]\z")]
    private static partial Regex RolePattern();

    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:[a-z]{2,4}(-[a-z]+)+-[0-9]+:[0-9]{12}:key/[A-Za-z0-9-]+\z")]
    private static partial Regex KeyPattern();
}
