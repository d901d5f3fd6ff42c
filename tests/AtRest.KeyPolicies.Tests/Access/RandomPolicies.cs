using CsCheck;

namespace AtRest.KeyPolicies.Tests.Access;

/// <summary>Generates random policies with the elements of real policies: the owner, the cluster's role, outsiders, services, and conditions that restrict callers or do not.</summary>
internal static class RandomPolicies
{
    private static readonly Gen<string> Principal = OneOf(
        """ "Principal": "*" """, """ "Principal": {"AWS": "*"} """, """ "Principal": {"AWS": "111122223333"} """,
        """ "Principal": {"AWS": "arn:aws:iam::444455556666:root"} """, """ "Principal": {"AWS": "arn:aws:iam::444455556666:role/camunda/tenant-acme"} """,
        """ "Principal": {"AWS": ["arn:aws:iam::777788889999:role/x", "arn:aws:iam::111122223333:role/Admin"]} """,
        """ "Principal": {"AWS": "arn:aws:sts::777788889999:assumed-role/x/session"} """, """ "Principal": {"Service": ["logs.eu-central-1.amazonaws.com", "rds.amazonaws.com"]} """,
        """ "Principal": {"AWS": "AROAEXAMPLEID1234567"} """, """ "Principal": {"Federated": "cognito-identity.amazonaws.com"} """,
        """ "NotPrincipal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::777788889999:role/x"]} """);

    private static readonly Gen<string> Action = OneOf(
        """ "Action": "kms:*" """, """ "Action": ["kms:Decrypt", "kms:GenerateDataKey*"] """, """ "Action": "kms:Put*" """, """ "Action": "kms:RetireGrant" """,
        """ "NotAction": "kms:Decrypt" """);

    private static readonly Gen<string> Condition = OneOf(
        "", "", "",
        """, "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333"}} """,
        """, "Condition": {"StringNotEquals": {"kms:CallerAccount": ["111122223333", "444455556666"]}} """,
        """, "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/Admin"}} """,
        """, "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::777788889999:role/team-*"}} """,
        """, "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-abcdefghij"}} """,
        """, "Condition": {"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "10.0.0.0/8"]}} """,
        """, "Condition": {"StringEquals": {"kms:ViaService": "ec2.eu-central-1.amazonaws.com"}} """,
        """, "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}} """,
        """, "Condition": {"StringEquals": {"aws:SourceAccount": "111122223333"}} """,
        """, "Condition": {"StringEquals": {"aws:BrandNewKey": "x"}} """);

    /// <summary>Policies with one to five Allow statements and up to two Deny statements.</summary>
    public static Gen<string> Any { get; } = Gen.Select(Statement("Allow").Array[1, 5], Statement("Deny").Array[0, 2])
        .Select((allows, denies) => Of([.. allows, .. denies]));

    public static string Of(IEnumerable<string> statements) => $$"""{"Version": "2012-10-17", "Statement": [{{string.Join(',', statements)}}]}""";

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);

    private static Gen<string> Statement(string effect) => Gen.Select(Principal, Action, Condition)
        .Select((principal, action, condition) => $$"""{"Effect": "{{effect}}", {{principal}}, {{action}}, "Resource": "*"{{condition}}}""");
}
