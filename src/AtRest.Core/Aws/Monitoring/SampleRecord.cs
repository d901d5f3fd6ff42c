using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Monitoring;

/// <summary>The CloudTrail record of a sample, with all that real ones have (https://docs.aws.amazon.com/kms/latest/developerguide/understanding-kms-entries.html).</summary>
internal sealed record SampleRecord(KmsKeyArn Key, KeyNaming Naming, DateTimeOffset Moment, string Call, string Kind)
{
    public const string ApiCall = "AWS API Call via CloudTrail";
    public const string ServiceEvent = "AWS Service Event via CloudTrail";

    /// <summary>https://docs.aws.amazon.com/kms/latest/developerguide/kms-events.html</summary>
    public const string DirectEvent = "KMS Imported Key Material Expiration";

    private const string KeyStoreId = "cks-1234567890abcdef0";
    private const int DirectNumber = 9;
    private const string GrantId = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    private const string RoleId = "AROAEXAMPLEEXAMPLE123";
    private const int PendingWindowInDays = 30;

    public string EventId => $"a7e57a7e-0000-4000-8000-00000000000{Number}";

    private string Time => Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>Whether a caller names the key in the request.</summary>
    public bool NamesKeyInRequest => Kind == ApiCall && Call is not (KeyChanges.RetireGrant or KeyChanges.DisconnectCustomKeyStore);

    private int Number => Kind == DirectEvent ? DirectNumber : KeyChanges.All.IndexOf(Call);

    /// <summary>As which kinds of events EventBridge gets a change.</summary>
    public static string[] KindsOf(string call) => call == KeyChanges.DeleteExpiredKeyMaterial ? [ServiceEvent, DirectEvent] : [ApiCall];

    /// <summary>Null for an event that comes without CloudTrail.</summary>
    public string? ToJson() => Kind == DirectEvent ? null : Detail().ToJsonString();

    public string ToBusEvent() => new JsonObject
    {
        ["version"] = "0",
        ["id"] = $"a7e57a7e-0000-4000-8000-00000000001{Number}",
        ["detail-type"] = Kind,
        ["source"] = "aws.kms",
        ["account"] = Key.AccountId,
        ["time"] = Time,
        ["region"] = Key.Region,

        // The key is in the detail: events that come through CloudTrail list none here.
        ["resources"] = Kind == DirectEvent ? new JsonArray(Key.Value) : new JsonArray(),
        ["detail"] = Kind == DirectEvent ? new JsonObject { ["key-id"] = Key.KeyId } : Detail(),
    }.ToJsonString();

    private JsonObject Detail()
    {
        var detail = OfCall();
        if (Kind == ServiceEvent)
        {
            detail["userIdentity"] = new JsonObject { ["accountId"] = Key.AccountId, ["invokedBy"] = "AWS Internal" };
            detail["sourceIPAddress"] = "AWS Internal";
            detail["userAgent"] = "AWS Internal";
            detail["eventType"] = "AwsServiceEvent";
            detail["serviceEventDetails"] = new JsonObject { ["keyMaterialId"] = GrantId };
            detail.Remove("requestID");
            detail.Remove("tlsDetails");
        }

        if (Call == KeyChanges.DisconnectCustomKeyStore)
        {
            // It concerns the store, and so every key in it: the record names none.
            detail.Remove("resources");
        }

        return detail;
    }

    private JsonObject OfCall() => new()
    {
        ["eventVersion"] = "1.11",
        ["userIdentity"] = Caller(),
        ["eventTime"] = Time,
        ["eventSource"] = "kms.amazonaws.com",
        ["eventName"] = Call,
        ["awsRegion"] = Key.Region,
        ["sourceIPAddress"] = "203.0.113.10",
        ["userAgent"] = "aws-cli/2.31.0",
        ["requestParameters"] = Request(),
        ["responseElements"] = Response(),
        ["requestID"] = $"a7e57a7e-0000-4000-8000-00000000002{Number}",
        ["eventID"] = EventId,
        ["readOnly"] = false,
        ["resources"] = new JsonArray(new JsonObject { ["accountId"] = Key.AccountId, ["type"] = "AWS::KMS::Key", ["ARN"] = Key.Value }),
        ["eventType"] = "AwsApiCall",
        ["managementEvent"] = true,
        ["recipientAccountId"] = Key.AccountId,
        ["eventCategory"] = "Management",
        ["tlsDetails"] = new JsonObject
        {
            ["tlsVersion"] = "TLSv1.3",
            ["cipherSuite"] = "TLS_AES_256_GCM_SHA384",
            ["clientProvidedHostHeader"] = $"kms.{Key.Region}.amazonaws.com",
        },
    };

    private JsonObject Caller() => new()
    {
        ["type"] = "AssumedRole",
        ["principalId"] = $"{RoleId}:operator",
        ["arn"] = $"arn:{Key.Partition}:sts::{Key.AccountId}:assumed-role/Operator/operator",
        ["accountId"] = Key.AccountId,
        ["accessKeyId"] = "ASIAEXAMPLEEXAMPLE12",
        ["sessionContext"] = new JsonObject
        {
            ["sessionIssuer"] = new JsonObject
            {
                ["type"] = "Role",
                ["principalId"] = RoleId,
                ["arn"] = $"arn:{Key.Partition}:iam::{Key.AccountId}:role/Operator",
                ["accountId"] = Key.AccountId,
                ["userName"] = "Operator",
            },
            ["attributes"] = new JsonObject { ["creationDate"] = Time, ["mfaAuthenticated"] = "true" },
        },
    };

    private JsonObject? Request()
    {
        if (Kind == ServiceEvent || Call == KeyChanges.RetireGrant)
        {
            return null;
        }

        if (Call == KeyChanges.DisconnectCustomKeyStore)
        {
            return new JsonObject { ["customKeyStoreId"] = KeyStoreId };
        }

        var request = new JsonObject { ["keyId"] = Naming == KeyNaming.ById ? Key.KeyId : Key.Value };
        switch (Call)
        {
            case KeyChanges.PutKeyPolicy:
                request["policyName"] = "default";
                request["policy"] = $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:{{Key.Partition}}:iam::{{Key.AccountId}}:root"},"Action":"kms:*","Resource":"*"}]}""";
                request["bypassPolicyLockoutSafetyCheck"] = false;
                break;
            case KeyChanges.ScheduleKeyDeletion:
                request["pendingWindowInDays"] = PendingWindowInDays;
                break;
            case KeyChanges.CreateGrant:
                request["granteePrincipal"] = $"arn:{Key.Partition}:iam::{Key.AccountId}:role/Grantee";
                request["operations"] = new JsonArray("Decrypt", "GenerateDataKey");
                break;
            case KeyChanges.RevokeGrant:
                request["grantId"] = GrantId;
                break;
        }

        return request;
    }

    /// <summary>The key's ARN is there for every call on a key, whether the call answers with it or not.</summary>
    private JsonObject? Response()
    {
        if (Kind == ServiceEvent || Call == KeyChanges.DisconnectCustomKeyStore)
        {
            return null;
        }

        var response = new JsonObject { ["keyId"] = Key.Value };
        switch (Call)
        {
            case KeyChanges.ScheduleKeyDeletion:
                response["keyState"] = "PendingDeletion";
                response["deletionDate"] = Moment.AddDays(PendingWindowInDays).UtcDateTime.ToString("MMM d, yyyy, h:mm:ss tt", CultureInfo.InvariantCulture);
                response["pendingWindowInDays"] = PendingWindowInDays;
                break;
            case KeyChanges.CreateGrant:
                response["grantId"] = GrantId;
                break;
        }

        return response;
    }
}
