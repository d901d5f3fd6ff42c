using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Kms;

/// <summary>Automatic rotation, and the rotations that were carried out.</summary>
internal sealed class KeyRotations(World world)
{
    private const int DefaultPeriodInDays = 365;

    public JsonObject GetStatus(FakeKey key)
    {
        if (key.Origin != "AWS_KMS")
        {
            throw KmsErrors.Unsupported($"{key.Arn} origin is {key.Origin} which is not valid for this operation.");
        }

        // A key pending deletion reports false: https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyRotationStatus.html
        FakeRotationStatus? rotation = Rotation(key);
        bool enabled = rotation is { Enabled: true } && key is { Spec: "SYMMETRIC_DEFAULT", State: not ("PendingDeletion" or "PendingReplicaDeletion") };
        int? period = enabled ? rotation!.PeriodInDays ?? DefaultPeriodInDays : null;
        return new JsonObject
        {
            ["KeyRotationEnabled"] = enabled,
            ["KeyId"] = key.Arn,
            ["RotationPeriodInDays"] = period,
            ["NextRotationDate"] = enabled ? JsonProtocol.Epoch(world.AtOrNever(rotation!.NextRotationDate) ?? NextRotation(key, period!.Value)) : null,
        };
    }

    public JsonObject List(FakeKey key, JsonObject input)
    {
        if (key.Spec != "SYMMETRIC_DEFAULT" || key.Origin is "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE")
        {
            throw KmsErrors.Unsupported($"{key.Arn} is not a key whose material can be rotated.");
        }

        IReadOnlyList<FakeRotation> rotations = key.Rotations.Count == 0 && Primary(key) is { } primary ? primary.Rotations : key.Rotations;
        return KmsPage.Of(world, $"rotations {key.Arn}", "Rotations", [.. rotations.OrderBy(rotation => world.At(rotation.Date))], input, new(100, 1000), rotation => new JsonObject
        {
            ["KeyId"] = key.KeyId,
            ["RotationDate"] = JsonProtocol.Epoch(world.At(rotation.Date)),
            ["RotationType"] = rotation.Type,
        });
    }

    // Rotation is a property that related multi-Region keys share.
    private FakeRotationStatus? Rotation(FakeKey key) => key.Rotation ?? Primary(key)?.Rotation;

    private FakeKey? Primary(FakeKey key) => key.MultiRegion is { Type: "REPLICA" } related ? world.KeysByArn.GetValueOrDefault(related.PrimaryArn) : null;

    private DateTimeOffset NextRotation(FakeKey key, int periodInDays)
    {
        DateTimeOffset now = world.At("now");
        DateTimeOffset next = key.Rotations.Select(rotation => world.At(rotation.Date)).Append(world.At(key.CreationDate)).Max();
        while (next <= now)
        {
            next = next.AddDays(periodInDays);
        }

        return next;
    }
}
