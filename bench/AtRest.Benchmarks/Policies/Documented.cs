using System.Collections.Frozen;
using System.Collections.Immutable;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks.Policies;

/// <summary>The policy that Camunda documents, and requests as its cluster makes them.</summary>
internal static class Documented
{
    public const string RoleArn = "arn:aws:iam::444455556666:role/tenant-acme";

    public static KmsKeyArn Key { get; } = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111");

    public static string Policy { get; } = MinimalPolicy.For("111122223333", Arn.TryParse(RoleArn, out var role) ? role : throw new FormatException(RoleArn));

    public static KeyPolicyEvaluator Evaluator { get; } = new(KeyPolicy.Parse(Policy).Policy!, Key, []);

    /// <summary>Allowed by the second statement; with what AWS sends along.</summary>
    public static AccessRequest Decrypt { get; } = new()
    {
        Principal = "arn:aws:sts::444455556666:assumed-role/tenant-acme/session",
        Action = "kms:Decrypt",
        Context = new Dictionary<string, ImmutableArray<string>>
        {
            ["kms:ViaService"] = ["ec2.eu-central-1.amazonaws.com"],
            ["kms:CallerAccount"] = ["444455556666"],
            ["aws:PrincipalArn"] = [RoleArn],
        }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>Nothing allows it: every statement is looked at to its end.</summary>
    public static AccessRequest Foreign { get; } = Decrypt with { Principal = "arn:aws:iam::777788889999:role/other", Action = "kms:PutKeyPolicy" };
}
