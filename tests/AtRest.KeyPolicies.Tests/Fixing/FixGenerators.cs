using AtRest.KeyPolicies.Tests.Access;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Fixing;

/// <summary>Generates policies with every kind of problem that can be fixed, and some that cannot, in several layouts.</summary>
internal static class FixGenerators
{
    private static readonly Gen<string> Principal = OneOf(
        "\"*\"", """{"AWS": "*"}""", """{"AWS": "111122223333"}""", """{"AWS": "arn:aws:iam::111122223333:root"}""", """{"AWS": ["*", "111122223333"]}""",
        $$"""{"AWS": "{{AccessSamples.RoleArn}}"}""", $$"""{"AWS": ["arn:aws:iam::111122223333:role/Admin", "{{AccessSamples.RoleArn}}"]}""",
        $$"""{"AWS": ["444455556666", "arn:aws:iam::777788889999:role/x", "{{AccessSamples.RoleArn}}"]}""",
        """{"AWS": "arn:aws:iam::444455556666:root"}""", """{"AWS": "arn:aws:sts::444455556666:assumed-role/tenant-acme/s"}""",
        """{"AWS": "AROAEXAMPLEID1234567"}""", """{"Federated": "cognito-identity.amazonaws.com", "AWS": "arn:aws:iam::111122223333:user/u"}""",
        """{"Service": ["logs.eu-central-1.amazonaws.com", "cloudtrail.amazonaws.com"], "AWS": "arn:aws:iam::111122223333:role/Admin"}""");

    private static readonly Gen<string> Action = OneOf(
        "\"kms:*\"", """["kms:Decrypt", "kms:GenerateDataKey*"]""", """["kms:Put*", "kms:Encrypt", "kms:Sign"]""", "\"kms:RetireGrant\"", """["kms:*Grant*", "s3:GetObject"]""");

    private static readonly Gen<string> Condition = OneOf(
        "", "", "", """, "Condition": {}""",
        """, "Condition": {"StringEquals": {"aws:PrincipalAccount": ["111122223333", "777788889999"]}}""",
        """, "Condition": {"StringNotEquals": {"kms:CallerAccount": "111122223333"}}""",
        """, "Condition": {"StringEquals": {"aws:SourceAccount": "777788889999"}}""",
        """, "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/Admin"}}""",
        """, "Condition": {"ArnLike": {"aws:PrincipalArn": ["arn:aws:iam::*:role/Admin", "arn:aws:iam::444455556666:role/camunda/tenant-acme"]}}""",
        """, "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}""",
        """, "Condition": {"Bool": {"kms:GrantIsForAWSResource": "true"}}""",
        """, "Condition": {"StringEquals": {"aws:BrandNewKey": "x"}}""");

    private static readonly Gen<string> Statement = Gen.Select(
        OneOf("Allow", "Allow", "Allow", "Deny"), OneOf("", "", "", "", "Not"), Principal, Action, Condition,
        (effect, not, principal, action, condition) =>
            $$"""{"Effect": "{{effect}}", "{{not}}Principal": {{principal}}, "Action": {{action}}, "Resource": "*"{{condition}}}""");

    public static readonly Gen<string[]> Statements = Statement.Array[0, 4];

    /// <summary>Statements that never have to be changed, regardless of the other statements.</summary>
    public static readonly Gen<string> Right = OneOf(
        """{ "Sid":"Mine" , "Effect":"Allow", "Principal":{"AWS":["arn:aws:iam::111122223333:role/Ops"]},"Action":[ "kms:Decrypt" ],"Resource":"*"}""",
        """{"Effect" : "Deny", "Principal" : "*", "Action" : "kms:*", "Resource" : "*", "Condition" : {"Bool" : {"aws:SecureTransport" : false}}}""",
        $$"""{"Resource": "*", "Action": ["kms:Decrypt", "kms:Encrypt"], "Principal": {"AWS": ["{{AccessSamples.RoleArn}}"]}, "Effect": "Allow"}""");

    public static readonly Gen<string> Policy = Statements.Select(PolicyOf);

    public static string PolicyOf(string[] statements) => $$"""
        {
          "Version": "2012-10-17",
          "Statement": [{{string.Join(",\n    ", statements)}}]
        }
        """;

    private static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
