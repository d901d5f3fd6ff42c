using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Generation;

/// <summary>
/// Creates the smallest policy with which a cluster can use the key and the owner keeps control: the three statements that Camunda documents
/// (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/), without conditions.
/// </summary>
public static class MinimalPolicy
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates the policy as indented JSON, without a line break at the end.</summary>
    /// <param name="account">The 12-digit ID of the account that owns the key.</param>
    /// <param name="roles">The roles of the clusters that use the key. At least one is required, and their partition must be that of the key.</param>
    /// <exception cref="InvalidOperationException">The policy does not meet every <see cref="PolicyRequirement"/>. This is a bug in AtRest.</exception>
    public static string For(string account, params ImmutableArray<Arn> roles) => Proven(account, roles, Indented);

    /// <summary>Creates the same policy in one line, for an option of a command.</summary>
    /// <param name="account">The 12-digit ID of the account that owns the key.</param>
    /// <param name="roles">The roles of the clusters that use the key, as in <see cref="For"/>.</param>
    /// <exception cref="InvalidOperationException">The policy does not meet every <see cref="PolicyRequirement"/>. This is a bug in AtRest.</exception>
    public static string InOneLine(string account, params ImmutableArray<Arn> roles) => Proven(account, roles, OneLine);

    private static string Proven(string account, ImmutableArray<Arn> roles, JsonWriterOptions layout)
    {
        var policy = Write(account, roles, layout);
        Prove(policy, account, roles);
        return policy;
    }

    private static string Write(string account, ImmutableArray<Arn> roles, JsonWriterOptions layout)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, layout))
        {
            ImmutableArray<string> names = [.. roles.Select(role => role.Value)];
            json.WriteStartObject();
            json.WriteString("Version", "2012-10-17");
            json.WriteStartArray("Statement");
            Statement(json, "EnableOwnerAccount", [$"arn:{roles[0].Partition}:iam::{account}:root"], "kms:*");
            Statement(json, "AllowCamundaClusterRole", names, "kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:DescribeKey", "kms:GenerateDataKey*");
            Statement(json, "AllowCamundaClusterRoleGrants", names, "kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Statement(Utf8JsonWriter json, string sid, ImmutableArray<string> principals, params ImmutableArray<string> actions)
    {
        json.WriteStartObject();
        json.WriteString("Sid", sid);
        json.WriteString("Effect", "Allow");
        json.WriteStartObject("Principal");
        Texts(json, "AWS", principals);
        json.WriteEndObject();
        Texts(json, "Action", actions);
        json.WriteString("Resource", "*");
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        if (texts is [var only])
        {
            json.WriteString(name, only);
            return;
        }

        json.WriteStartArray(name);
        foreach (var text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }

    private static void Prove(string policy, string account, ImmutableArray<Arn> roles)
    {
        // Nothing in this policy depends on the key, so it can be checked with any key of the account.
        var partition = roles[0].Partition;
        var key = KmsKeyArn.Parse($"arn:{partition}:kms:{RegionOf(partition)}:{account}:key/00000000-0000-4000-8000-000000000000");
        var unmet = KeyPolicyAnalysis.Of(policy, new() { Key = key, Roles = roles, Grants = [], Moment = DateTimeOffset.UnixEpoch }).Unmet();
        if (!unmet.IsEmpty)
        {
            throw new InvalidOperationException($"The generated policy does not meet {string.Join(", ", unmet)}.");
        }
    }

    private static string RegionOf(string partition) => partition switch
    {
        "aws-cn" => "cn-north-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "eu-central-1",
    };
}
