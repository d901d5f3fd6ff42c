using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Core.Rules;

namespace AtRest.Core.Policies.Generation;

/// <summary>
/// The smallest policy that gives a cluster its key and its owner control of it: the three statements that Camunda documents
/// (https://docs.camunda.io/docs/components/saas/byok/aws-kms-setup/), without conditions.
/// </summary>
public static class MinimalPolicy
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indented JSON, without a line end behind it.</summary>
    /// <param name="account">The account that owns the key: 12 digits.</param>
    /// <param name="role">The cluster's role; its partition is the key's.</param>
    /// <exception cref="InvalidOperationException">A rule about key policies does not hold for it: a defect of ours, so that it is not given out.</exception>
    public static string For(string account, Arn role)
    {
        var policy = Write(account, role);
        Prove(policy, account, role);
        return policy;
    }

    private static string Write(string account, Arn role)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("Version", "2012-10-17");
            json.WriteStartArray("Statement");
            Statement(json, "EnableOwnerAccount", $"arn:{role.Partition}:iam::{account}:root", "kms:*");
            Statement(json, "AllowCamundaClusterRole", role.Value, "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GenerateDataKey*");
            Statement(json, "AllowCamundaClusterRoleGrants", role.Value, "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Statement(Utf8JsonWriter json, string sid, string principal, params ReadOnlySpan<string> actions)
    {
        json.WriteStartObject();
        json.WriteString("Sid", sid);
        json.WriteString("Effect", "Allow");
        json.WriteStartObject("Principal");
        json.WriteString("AWS", principal);
        json.WriteEndObject();
        if (actions is [var only])
        {
            json.WriteString("Action", only);
        }
        else
        {
            json.WriteStartArray("Action");
            foreach (var action in actions)
            {
                json.WriteStringValue(action);
            }

            json.WriteEndArray();
        }

        json.WriteString("Resource", "*");
        json.WriteEndObject();
    }

    private static void Prove(string policy, string account, Arn role)
    {
        // Nothing in this policy depends on which key of the account it is put on, so any key proves it.
        var key = KmsKeyArn.Parse($"arn:{role.Partition}:kms:{RegionOf(role.Partition)}:{account}:key/00000000-0000-4000-8000-000000000000");
        var check = PolicyCheck.Run(new() { Policy = policy, Key = key, Role = role, Grants = [], At = DateTimeOffset.UnixEpoch });
        var broken = check.Findings.Where(finding => finding.Status is FindingStatus.Fail or FindingStatus.Unknown).ToList();
        if (broken.Count > 0)
        {
            throw new InvalidOperationException($"The generated policy does not pass its own check: {string.Join(" ", broken.Select(finding => $"{finding.RuleId}: {finding.Message}"))}");
        }
    }

    private static string RegionOf(string partition) => partition switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "eu-central-1",
    };
}
