using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>Conditions that narrow a statement, put where the statement has room for them.</summary>
internal static class ConditionEdits
{
    private const string PrincipalArn = "aws:PrincipalArn";
    private const string LogsContext = "kms:EncryptionContext:aws:logs:arn";

    /// <summary>Restricts a statement to callers of an account.</summary>
    public static bool PinToAccount(PolicyEditor editor, int index, string account) =>
        editor.AddCondition(index, "StringEquals", "aws:PrincipalAccount", account)
        || editor.AddCondition(index, "StringEquals", "kms:CallerAccount", account)
        || editor.AddCondition(index, "StringLike", "aws:PrincipalAccount", account);

    /// <summary>Restricts AWS services to the account for which they act.</summary>
    public static bool PinService(PolicyEditor editor, int index, bool isLogs, KeySubject subject)
    {
        if (!isLogs)
        {
            return editor.AddCondition(index, "StringEquals", "aws:SourceAccount", subject.Key.AccountId)
                || editor.AddCondition(index, "StringLike", "aws:SourceAccount", subject.Key.AccountId);
        }

        // AWS says to restrict CloudWatch Logs by this context, whose value is the log group's ARN, and shows the account's pattern with ArnLike
        // ("Encrypt log data in CloudWatch Logs using AWS Key Management Service", section "AWS KMS keys and encryption context"):
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        var logs = $"arn:{subject.Key.Partition}:logs:{subject.Key.Region}:{subject.Key.AccountId}:*";
        return editor.AddCondition(index, "ArnLike", LogsContext, logs) || editor.AddCondition(index, "ArnEquals", LogsContext, logs);
    }

    /// <summary>CloudWatch Logs: <c>logs.REGION.amazonaws.com</c>, or without the region. Its log delivery is another service.</summary>
    public static bool IsLogs(string service) => service.StartsWith("logs.", StringComparison.Ordinal);

    /// <summary>
    /// Excludes one identity from a statement, by its ARN: sessions of a role carry the role's ARN in this key too, and a negated
    /// operator holds for everybody else, those without an ARN included.
    /// </summary>
    public static bool Exempt(PolicyEditor editor, PolicyStatement statement, int index, params ReadOnlySpan<string> arns)
    {
        if (statement.Conditions.FirstOrDefault(Excludes) is { } excluding)
        {
            foreach (var arn in arns)
            {
                editor.AddConditionValue(index, excluding, arn);
            }

            return true;
        }

        return editor.AddCondition(index, "ArnNotEquals", PrincipalArn, arns) || editor.AddCondition(index, "StringNotEquals", PrincipalArn, arns);
    }

    /// <summary>Whether a further value excludes more callers from the statement.</summary>
    private static bool Excludes(PolicyCondition condition) =>
        condition.Key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)
        && condition.Operator is { IsNegated: true, Quantifier: SetQuantifier.None, Comparison: ConditionComparison.ArnLike or ConditionComparison.StringEquals or ConditionComparison.StringLike };

    /// <summary>Whether with fewer values the condition holds less often.</summary>
    public static bool Admits(PolicyCondition condition) =>
        condition.Operator is
        {
            IsNegated: false,
            Comparison: ConditionComparison.ArnLike or ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.StringLike,
        };

    /// <summary>Whether the statement lets in these roles only, however its principals are written.</summary>
    public static bool NamesOnly(PolicyStatement statement, System.Collections.Immutable.ImmutableArray<Naming.Arn> roles) =>
        !statement.Principal.IsNegated && (
            statement.Principal.Entries.All(entry => roles.Any(role => entry.Text == role.Value || Principals.IsSessionOf(entry, role)))
            || statement.Conditions.Any(condition => condition.Key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)
                && Admits(condition)
                && condition.Operator is { IfExists: false, Quantifier: not SetQuantifier.ForAllValues }
                && condition.Values.All(value => roles.Any(role => role.Value == value))));
}
