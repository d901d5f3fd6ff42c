using System.Text.Json.Nodes;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// The events of a case: <c>"events": {"requested": 50, "items": […]}</c> and <c>"lastUse": {"items": […]}</c> of a key. Without <c>events</c>, none were looked up. The caller of an event is an
/// object, or a word: <c>role</c> is the cluster's role and <c>owner</c> an administrator of the key's account.
/// </summary>
internal sealed partial class CaseWorld
{
    private const string LookupEvents = "cloudtrail:LookupEvents";

    private KeyUseEvidence KeyUse(JsonNode key, KmsKeyArn arn, Arn role) => new()
    {
        KeyArn = arn.Value,
        Events = Collect<KeyEvents>(WithCallers(key["events"], arn, role), LookupEvents, arn.Value),
        LastUse = Collect<KeyEvents>(WithCallers(key["lastUse"], arn, role), LookupEvents, $"{arn.Value} last use"),
    };

    private static JsonNode? WithCallers(JsonNode? events, KmsKeyArn key, Arn role)
    {
        foreach (var item in events?["items"] as JsonArray ?? [])
        {
            if (item!["caller"] is JsonValue word)
            {
                item["caller"] = word.GetValue<string>() switch
                {
                    "role" => Session(role.AccountId, role.ResourceName, role.Value),
                    "owner" => Session(key.AccountId, "Administrator", $"arn:aws:iam::{key.AccountId}:role/Administrator"),
                    var other => throw new InvalidDataException($"'{other}' is not a caller: role, owner, or an object."),
                };
            }
        }

        return events;
    }

    private static JsonObject Session(string accountId, string name, string roleArn) => new()
    {
        ["type"] = "AssumedRole",
        ["accountId"] = accountId,
        ["principalId"] = "AROAEXAMPLE" + accountId[..4] + ":session",
        ["arn"] = $"arn:aws:sts::{accountId}:assumed-role/{name}/session",
        ["roleArn"] = roleArn,
    };

    private static Arn RoleOf(Cluster cluster) => ((DeclaredEncryption.External)cluster.Encryption).RoleArn;
}
