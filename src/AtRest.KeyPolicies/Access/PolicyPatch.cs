using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtRest.KeyPolicies.Access;

/// <summary>Creates fragments of policy text that fix a key policy when you paste them.</summary>
public static class PolicyPatch
{
    /// <summary>The <c>Sid</c> of an added statement for a cluster's role.</summary>
    public const string RoleSid = "AllowCamundaClusterRole";

    /// <summary>The <c>Sid</c> of an added statement for the owner's account.</summary>
    public const string OwnerSid = "EnableOwnerAccount";

    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Operators that have the same effect for an ARN without wildcards, since every call of a role or user has its ARN.</summary>
    private static readonly string[] ExemptingOperators =
        ["ArnNotEquals", "ArnNotLike", "StringNotEquals", "StringNotLike", "ArnNotEqualsIfExists", "ArnNotLikeIfExists", "StringNotEqualsIfExists", "StringNotLikeIfExists"];

    /// <summary>A statement that allows a role these actions. It uses the patterns that Camunda documents and a Sid that the policy does not have.</summary>
    public static string AllowRole(KeyPolicyReading reading, string role, IReadOnlyCollection<string> actions) =>
        Statement(FreeSid(reading, RoleSid), role, Patterns(actions));

    /// <summary>A statement that allows the owner's account everything, as in the key policies that AWS and Camunda document.</summary>
    public static string AllowOwner(KeyPolicyReading reading) =>
        Statement(FreeSid(reading, OwnerSid), Principals.RootOf(reading.Key.Partition, reading.Key.AccountId), ["kms:*"]);

    /// <summary>
    /// A line for the Condition of each Deny, which exempts these principals. It uses an operator that no Deny has yet, since a JSON object can have each
    /// operator only once.
    /// </summary>
    public static string Exemption(ImmutableArray<string> principals, IEnumerable<PolicyStatement> denials)
    {
        var taken = denials.SelectMany(denial => denial.Conditions).Select(condition => condition.OperatorText).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var free = ExemptingOperators.FirstOrDefault(name => !taken.Contains(name), ExemptingOperators[0]);
        var arns = principals.Select(arn => $"\"{JsonEncodedText.Encode(arn, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"").ToList();
        return $"\"{free}\": {{\"aws:PrincipalArn\": {(arns is [var only] ? only : $"[{string.Join(", ", arns)}]")}}}";
    }

    /// <summary>A line for the Condition of an Allow, which restricts a service to calls for the owner's account.</summary>
    public static string OnlyForAccount(string account) => $"\"StringEquals\": {{\"aws:SourceAccount\": \"{account}\"}}";

    /// <summary>The actions in the patterns that Camunda documents. Actions for data key pairs are added if the result is a documented pattern.</summary>
    public static ImmutableArray<string> Patterns(IReadOnlyCollection<string> actions)
    {
        var patterns = actions.ToHashSet(StringComparer.Ordinal);
        if (patterns.IsSupersetOf(["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]))
        {
            patterns.UnionWith(["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]);
        }

        return ActionNames.Condense(patterns);
    }

    /// <summary>The wanted Sid, with a number if the policy has it already: each Sid in a policy must be unique.</summary>
    public static string FreeSid(KeyPolicyReading reading, string wanted) =>
        FreeSid(reading.Policy.Statements.Select(statement => statement.Sid).ToHashSet(StringComparer.Ordinal), wanted);

    /// <summary>The wanted Sid, with a number if it is in the set.</summary>
    public static string FreeSid(HashSet<string?> taken, string wanted)
    {
        var sid = wanted;
        for (var number = 2; taken.Contains(sid); number++)
        {
            sid = wanted + number.ToString(CultureInfo.InvariantCulture);
        }

        return sid;
    }

    private static string Statement(string sid, string principal, IEnumerable<string> actions)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Layout))
        {
            json.WriteStartObject();
            json.WriteString("Sid", sid);
            json.WriteString("Effect", "Allow");
            json.WriteStartObject("Principal");
            json.WriteString("AWS", principal);
            json.WriteEndObject();
            json.WriteStartArray("Action");
            foreach (var action in actions)
            {
                json.WriteStringValue(action);
            }

            json.WriteEndArray();
            json.WriteString("Resource", "*");
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
