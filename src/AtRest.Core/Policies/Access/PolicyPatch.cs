using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace AtRest.Core.Policies.Access;

/// <summary>Pieces of policy text that mend a key policy, to be pasted as they are.</summary>
internal static class PolicyPatch
{
    private static readonly JsonWriterOptions Layout = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>The statement that allows a role these actions, in the patterns that Camunda documents.</summary>
    public static string AllowRole(string role, IReadOnlyCollection<string> actions)
    {
        var patterns = actions.ToHashSet(StringComparer.Ordinal);
        if (patterns.IsSupersetOf(["kms:GenerateDataKey", "kms:GenerateDataKeyWithoutPlaintext"]))
        {
            patterns.UnionWith(["kms:GenerateDataKeyPair", "kms:GenerateDataKeyPairWithoutPlaintext"]);
        }

        return Statement("AllowCamundaClusterRole", role, ActionNames.Condense(patterns));
    }

    /// <summary>The first statement of every key policy that AWS and Camunda document.</summary>
    public static string AllowOwner(string root) => Statement("EnableOwnerAccount", root, ["kms:*"]);

    /// <summary>A line for the Condition of a Deny, so that it no longer speaks of the role.</summary>
    public static string Exemption(string role) => $"\"ArnNotEquals\": {{\"aws:PrincipalArn\": \"{JsonEncodedText.Encode(role, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"}}";

    /// <summary>A line for the Condition of an Allow, so that a service can act for the owner's account only.</summary>
    public static string OnlyForAccount(string account) => $"\"StringEquals\": {{\"aws:SourceAccount\": \"{account}\"}}";

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
