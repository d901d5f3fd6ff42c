using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.CloudTrail;

/// <summary>
/// Writes events of AWS KMS as CloudTrail does (https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html). A caller has the members of its type
/// (https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html).
/// </summary>
internal static class EventRecord
{
    public const string KeyService = "kms.amazonaws.com";
    public const string KeyType = "AWS::KMS::Key";

    private const string OwnEvents = "AWS Internal";

    private static readonly string[] Reads = ["Decrypt", "DescribeKey", "Encrypt", "ReEncrypt"];

    public static bool IsReadOnly(string name) => Reads.Contains(name) || name.StartsWith("Get", StringComparison.Ordinal) || name.StartsWith("List", StringComparison.Ordinal) || name.StartsWith("GenerateDataKey", StringComparison.Ordinal);

    public static JsonObject Of(RecordedEvent recorded)
    {
        FakeKeyEvent made = recorded.Event;
        bool isOwn = made.By == OwnEvents;
        bool isForeign = !isOwn && AccountOf(made.By) is { } account && account != recorded.Key.AccountId;
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["eventVersion"] = "1.11",
            ["userIdentity"] = Identity(made, recorded.Key.AccountId, isForeign),
            ["eventTime"] = recorded.Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
            ["eventSource"] = KeyService,
            ["eventName"] = made.Name,
            ["awsRegion"] = recorded.Key.Region,
            ["sourceIPAddress"] = made.SourceAddress,
            ["userAgent"] = "AWS Internal",
            ["errorCode"] = made.ErrorCode,
            ["requestParameters"] = JsonShapes.WithoutNulls(new JsonObject
            {
                ["keyId"] = recorded.Key.Arn,
                ["granteePrincipal"] = made.Grantee,
                ["encryptionContext"] = made.EncryptionContext.Count == 0 ? null : new JsonObject(made.EncryptionContext.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
            }),
            ["responseElements"] = null,
            ["requestID"] = StableIds.Uuid($"request {recorded.Id}"),
            ["eventID"] = recorded.Id,
            ["readOnly"] = IsReadOnly(made.Name),
            ["resources"] = new JsonArray(new JsonObject { ["accountId"] = recorded.Key.AccountId, ["type"] = KeyType, ["ARN"] = recorded.Key.Arn }),
            ["eventType"] = isOwn ? "AwsServiceEvent" : "AwsApiCall",
            ["managementEvent"] = true,
            ["recipientAccountId"] = recorded.Key.AccountId,
            ["sharedEventID"] = isForeign ? StableIds.Uuid($"shared {recorded.Id}") : null,
            ["eventCategory"] = "Management",
        });
    }

    private static JsonObject Identity(FakeKeyEvent made, string ownerId, bool isForeign)
    {
        string[] parts = made.By.Split(':', 6);
        string? account = AccountOf(made.By);
        if (account is null)
        {
            return made.By == OwnEvents
                ? new JsonObject { ["accountId"] = ownerId, ["invokedBy"] = OwnEvents }
                : new JsonObject { ["type"] = "AWSService", ["invokedBy"] = made.By };
        }

        string resource = parts.Length == 6 ? parts[5] : "root";
        string name = resource[(resource.LastIndexOf('/') + 1)..];
        string[] path = resource.Split('/');
        string session = path[0] == "assumed-role" ? name : "session";
        string role = path[0] == "assumed-role" ? path[1] : name;
        bool isRole = path[0] is "assumed-role" or "role";
        string id = role.StartsWith("aws:", StringComparison.Ordinal) ? $"{account}:{role}:{session}"
            : isRole ? $"{UniqueId("AROA", account, role)}:{session}"
            : path[0] == "user" ? UniqueId("AIDA", account, name) : account;
        if (isForeign && !made.Named)
        {
            return new JsonObject { ["type"] = "AWSAccount", ["principalId"] = id, ["accountId"] = account };
        }

        JsonObject identity = new()
        {
            ["type"] = isRole ? "AssumedRole" : path[0] == "user" ? "IAMUser" : "Root",
            ["principalId"] = id,
            ["arn"] = isRole ? $"arn:aws:sts::{account}:assumed-role/{role}/{session}" : made.By,
            ["accountId"] = account,
        };
        if (path[0] == "role")
        {
            identity["sessionContext"] = new JsonObject
            {
                ["sessionIssuer"] = new JsonObject { ["type"] = "Role", ["principalId"] = id.Split(':')[0], ["arn"] = made.By, ["accountId"] = account, ["userName"] = role },
            };
        }

        return identity;
    }

    /// <summary>The account of an ARN, or a plain account; null for a service.</summary>
    private static string? AccountOf(string by) => by.Split(':', 6) is ["arn", _, _, _, { Length: 12 } account, _] ? account
        : by.Length == 12 && by.All(char.IsAsciiDigit) ? by : null;

    private static string UniqueId(string prefix, string account, string name) => prefix + StableIds.Hex($"{account} {name}")[..17].ToUpperInvariant();
}
