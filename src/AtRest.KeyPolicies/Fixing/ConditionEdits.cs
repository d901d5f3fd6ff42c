using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Fixing;

/// <summary>Adds conditions that restrict a statement, with an operator that does not have the key already.</summary>
internal static class ConditionEdits
{
    private const string PrincipalArn = "aws:PrincipalArn";
    private const string LogsContext = "kms:EncryptionContext:aws:logs:arn";

    /// <summary>Restricts a statement to callers of an account. False if no condition can be added.</summary>
    public static bool RestrictToAccount(PolicyEditor editor, int index, string account) =>
        editor.AddCondition(index, "StringEquals", "aws:PrincipalAccount", account)
        || editor.AddCondition(index, "StringEquals", "kms:CallerAccount", account)
        || editor.AddCondition(index, "StringLike", "aws:PrincipalAccount", account);

    /// <summary>Restricts AWS services to calls for the owner's account. False if no condition can be added.</summary>
    public static bool RestrictService(PolicyEditor editor, int index, bool isLogs, KeySubject subject)
    {
        if (!isLogs)
        {
            return editor.AddCondition(index, "StringEquals", "aws:SourceAccount", subject.Key.AccountId)
                || editor.AddCondition(index, "StringLike", "aws:SourceAccount", subject.Key.AccountId);
        }

        // AWS recommends to restrict CloudWatch Logs by this encryption context. Its value is the ARN of the log group, and the example uses ArnLike
        // ("Encrypt log data in CloudWatch Logs using AWS Key Management Service", section "AWS KMS keys and encryption context"):
        // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html
        var logs = $"arn:{subject.Key.Partition}:logs:{subject.Key.Region}:{subject.Key.AccountId}:*";
        return editor.AddCondition(index, "ArnLike", LogsContext, logs) || editor.AddCondition(index, "ArnEquals", LogsContext, logs);
    }

    /// <summary>Whether the service is CloudWatch Logs: <c>logs.REGION.amazonaws.com</c>, or without the region. Log delivery is another service.</summary>
    public static bool IsLogs(string service) => service.StartsWith("logs.", StringComparison.Ordinal);

    /// <summary>
    /// Excludes identities from a statement, by their ARNs. For sessions of a role, this key has the ARN of the role. A negated operator is met for everyone
    /// else, including callers without an ARN. False if no condition can be added.
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

    /// <summary>Whether another value in the condition excludes more callers from the statement.</summary>
    private static bool Excludes(PolicyCondition condition) =>
        condition.Key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)
        && condition.Operator is { IsNegated: true, Quantifier: SetQuantifier.None, Comparison: ConditionComparison.ArnLike or ConditionComparison.StringEquals or ConditionComparison.StringLike };

    /// <summary>Whether the condition is met for fewer callers if a value is removed.</summary>
    public static bool Admits(PolicyCondition condition) =>
        condition.Operator is
        {
            IsNegated: false,
            Comparison: ConditionComparison.ArnLike or ConditionComparison.StringEquals or ConditionComparison.StringEqualsIgnoreCase or ConditionComparison.StringLike,
        };

    /// <summary>Whether the statement applies only to these roles, through its principals or through a condition.</summary>
    public static bool NamesOnly(PolicyStatement statement, System.Collections.Immutable.ImmutableArray<Naming.Arn> roles) =>
        !statement.Principal.IsNegated && (
            statement.Principal.Entries.All(entry => roles.Any(role => entry.Text == role.Value || Principals.IsSessionOf(entry, role)))
            || statement.Conditions.Any(condition => condition.Key.Equals(PrincipalArn, StringComparison.OrdinalIgnoreCase)
                && Admits(condition)
                && condition.Operator is { IfExists: false, Quantifier: not SetQuantifier.ForAllValues }
                && condition.Values.All(value => roles.Any(role => role.Value == value))));
}
