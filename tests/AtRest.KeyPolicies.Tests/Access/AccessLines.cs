using AtRest.KeyPolicies.Access;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>
/// Writes each right as a line: <c>foreign Role ARN: kms:Decrypt by statement 1 delegated, unless statement 2</c>. Statement numbers start at 0.
/// </summary>
internal static class AccessLines
{
    public static IEnumerable<string> Of(AccessRow row) => row.Rights.Select(right =>
    {
        var through = right.Statement is { } statement ? $"statement {statement.Index}" : $"grant {right.Grant!.GrantId}";
        var denials = right.Denials.IsEmpty ? "" : $", unless statement {string.Join(" or ", right.Denials.Select(denial => denial.Index))}";
        return $"{(row.IsForeign ? "foreign" : "own")} {row.Kind} {row.Principal}: {right.ActionsInWords} by {through}"
            + (right.IsDelegated ? " delegated" : "") + (right.IsCertain ? "" : " perhaps") + denials;
    });
}
