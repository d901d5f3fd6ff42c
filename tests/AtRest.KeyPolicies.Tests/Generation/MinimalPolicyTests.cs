using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Tests.Generation;

public sealed class MinimalPolicyTests
{
    /// <summary>The statements of https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/, unchanged.</summary>
    [Fact]
    public void For_OwnerAndRole_IsTheDocumentedPolicy() => For("aws").ShouldBe("""
        {
          "Version": "2012-10-17",
          "Statement": [
            {
              "Sid": "EnableOwnerAccount",
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::111122223333:root"
              },
              "Action": "kms:*",
              "Resource": "*"
            },
            {
              "Sid": "AllowCamundaClusterRole",
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::444455556666:role/camunda/tenant-acme"
              },
              "Action": [
                "kms:Encrypt",
                "kms:Decrypt",
                "kms:ReEncrypt*",
                "kms:DescribeKey",
                "kms:GenerateDataKey*"
              ],
              "Resource": "*"
            },
            {
              "Sid": "AllowCamundaClusterRoleGrants",
              "Effect": "Allow",
              "Principal": {
                "AWS": "arn:aws:iam::444455556666:role/camunda/tenant-acme"
              },
              "Action": [
                "kms:CreateGrant",
                "kms:ListGrants",
                "kms:RevokeGrant"
              ],
              "Resource": "*"
            }
          ]
        }
        """.ReplaceLineEndings("\n"));

    [Theory]
    [InlineData("aws")]
    [InlineData("aws-cn")]
    [InlineData("aws-us-gov")]
    [InlineData("aws-eusc")]
    public void For_RoleOfAPartition_StaysInIt(string partition) =>
        Requests.Parse(For(partition)).Statements.SelectMany(statement => statement.Principal.Entries).ShouldAllBe(principal => principal.Partition == partition);

    [Fact]
    public void For_InvalidRole_Throws() =>
        Should.Throw<InvalidOperationException>(() => MinimalPolicy.For("111122223333", Parse("arn:aws:iam::444455556666:role/*"))).Message.ShouldContain("RolesCanUseTheKey");

    private static string For(string partition) => MinimalPolicy.For("111122223333", Parse($"arn:{partition}:iam::444455556666:role/camunda/tenant-acme"));

    private static Arn Parse(string text) => Arn.TryParse(text, out var arn) ? arn : throw new InvalidOperationException();
}
