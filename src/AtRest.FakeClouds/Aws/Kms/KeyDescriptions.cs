using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>The metadata, the policy and the last use of a key.</summary>
internal sealed class KeyDescriptions(AwsWorld world)
{
    public JsonObject Describe(FakeKey key)
    {
        JsonObject metadata = new()
        {
            ["AWSAccountId"] = key.AccountId,
            ["KeyId"] = key.KeyId,
            ["Arn"] = key.Arn,
            ["CreationDate"] = JsonProtocol.Epoch(world.At(key.CreationDate)),
            ["Enabled"] = key.State == "Enabled",
            ["Description"] = key.Description,
            ["KeyUsage"] = key.Usage,
            ["KeyState"] = key.State,
            ["DeletionDate"] = JsonProtocol.Epoch(world.AtOrNever(key.DeletionDate)),
            ["ValidTo"] = JsonProtocol.Epoch(world.AtOrNever(key.ValidTo)),
            ["Origin"] = key.Origin,
            ["ExpirationModel"] = key.ExpirationModel ?? (key is { Origin: "EXTERNAL", State: not "PendingImport" } ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : null),
            ["KeyManager"] = key.Manager,
            ["CustomerMasterKeySpec"] = key.Spec,
            ["KeySpec"] = key.Spec,
            ["EncryptionAlgorithms"] = Algorithms(key),
            ["MultiRegion"] = key.MultiRegion is not null,
            ["MultiRegionConfiguration"] = key.MultiRegion is { } related ? Related(related) : null,
            ["PendingDeletionWindowInDays"] = key.PendingDeletionWindowInDays,
        };
        return new JsonObject { ["KeyMetadata"] = JsonShapes.WithoutNulls(metadata) };
    }

    public static JsonObject GetPolicy(FakeKey key, JsonObject input)
    {
        if (InputCheck.Text(input, "PolicyName") is { } name && name != "default")
        {
            throw KmsErrors.NotFound("No such policy exists");
        }

        return new JsonObject { ["Policy"] = key.Policy ?? DefaultPolicy(key.AccountId), ["PolicyName"] = "default" };
    }

    public JsonObject GetLastUsage(FakeKey key)
    {
        DateTimeOffset created = world.At(key.CreationDate);
        DateTimeOffset yearAgo = world.At("now-365d");
        JsonObject? usage = key.LastUsage.LastUsed is { } used
            ? new JsonObject
            {
                ["Operation"] = key.LastUsage.Operation,
                ["Timestamp"] = JsonProtocol.Epoch(world.At(used)),
                ["CloudTrailEventId"] = LastEventId(key),
                ["KmsRequestId"] = StableIds.Uuid($"request {key.Arn}"),
            }
            : null;
        return new JsonObject
        {
            ["KeyId"] = key.Arn,
            ["KeyLastUsage"] = usage,
            ["TrackingStartDate"] = JsonProtocol.Epoch(world.AtOrNever(key.LastUsage.TrackingStart) ?? (created > yearAgo ? created : yearAgo)),
            ["KeyCreationDate"] = JsonProtocol.Epoch(created),
        };
    }

    /// <summary>The ID of the event of the last use.</summary>
    public static string LastEventId(FakeKey key) => key.LastUsage.EventId ?? StableIds.Uuid($"event {key.Arn}");

    private static JsonArray? Algorithms(FakeKey key) => (key.Usage, key.Spec) switch
    {
        ("ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT") => JsonShapes.Array(["SYMMETRIC_DEFAULT"]),
        ("ENCRYPT_DECRYPT", _) => JsonShapes.Array(["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"]),
        _ => null,
    };

    private static JsonObject Related(FakeMultiRegion related) => new()
    {
        ["MultiRegionKeyType"] = related.Type,
        ["PrimaryKey"] = Place(related.PrimaryArn),
        ["ReplicaKeys"] = new JsonArray([.. related.ReplicaArns.Select(Place)]),
    };

    private static JsonNode Place(string arn) => new JsonObject { ["Arn"] = arn, ["Region"] = arn.Split(':').ElementAtOrDefault(3) ?? "" };

    // https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html
    private static string DefaultPolicy(string accountId) => $$"""
        {
          "Version" : "2012-10-17",
          "Id" : "key-default-1",
          "Statement" : [ {
            "Sid" : "Enable IAM User Permissions",
            "Effect" : "Allow",
            "Principal" : {
              "AWS" : "arn:aws:iam::{{accountId}}:root"
            },
            "Action" : "kms:*",
            "Resource" : "*"
          } ]
        }
        """;
}
