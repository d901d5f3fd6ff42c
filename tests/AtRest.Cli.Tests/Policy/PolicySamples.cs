using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Tests.Policy;

/// <summary>Policies and the options that go with them.</summary>
internal static class PolicySamples
{
    public const string Account = "111122223333";
    public const string KeyArn = "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
    public const string RoleArn = "arn:aws:iam::444455556666:role/tenant";

    /// <summary>A grant to a stranger, as ListGrants shows it.</summary>
    public const string ForeignGrant = """{"Grants":[{"GrantId":"g1","GranteePrincipal":"arn:aws:iam::777788889999:role/x","Operations":["Decrypt"]}],"Truncated":false}""";

    public static string Right { get; } = MinimalPolicy.For(Account, Arn.TryParse(RoleArn, out var role) ? role : throw new FormatException(RoleArn));

    public static string Public { get; } = Right.Replace("\"arn:aws:iam::111122223333:root\"", "\"*\"", StringComparison.Ordinal);
}
