using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>Automatic rotation, and completed rotations.</summary>
internal sealed class KeyRotations(AwsWorld world)
{
    private const int DefaultPeriodInDays = 365;
    private const string AllKeyMaterial = "ALL_KEY_MATERIAL";
    private const string RotationsOnly = "ROTATIONS_ONLY";

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
        string? included = InputCheck.Text(input, "IncludeKeyMaterial");
        if (InputCheck.Fault(included, "IncludeKeyMaterial", AllKeyMaterial, RotationsOnly) is { } fault)
        {
            throw KmsErrors.Validation(fault);
        }

        if (key.Spec != "SYMMETRIC_DEFAULT" || key.Origin is "AWS_CLOUDHSM" or "EXTERNAL_KEY_STORE")
        {
            throw KmsErrors.Unsupported($"{key.Arn} is not a key whose material can be rotated.");
        }

        IReadOnlyList<FakeRotation> rotations = key.Rotations.Count == 0 && Primary(key) is { } primary ? primary.Rotations : key.Rotations;
        FakeRotation?[] materials = [null, .. rotations.OrderBy(rotation => world.At(rotation.Date))];
        JsonNode[] entries = [.. materials.Select((rotation, index) => Material(key, rotation, index, isCurrent: index == materials.Length - 1))];
        return included == AllKeyMaterial
            ? KmsPage.Of(world, $"materials {key.Arn}", "Rotations", entries, input, new(100, 1000), entry => entry)
            : KmsPage.Of(world, $"rotations {key.Arn}", "Rotations", entries[1..], input, new(100, 1000), entry => entry);
    }

    // The first key material has neither a date nor a type, because it was not created by a rotation (https://docs.aws.amazon.com/kms/latest/APIReference/API_RotationsListEntry.html).
    private JsonObject Material(FakeKey key, FakeRotation? rotation, int index, bool isCurrent)
    {
        bool imported = key.Origin == "EXTERNAL";
        bool expires = imported && key.ExpirationModel == "KEY_MATERIAL_EXPIRES";
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["KeyId"] = key.KeyId,
            ["KeyMaterialId"] = StableIds.Hex($"material {key.Arn} {index}"),
            ["ImportState"] = !imported ? null : key.State == "PendingImport" ? "PENDING_IMPORT" : "IMPORTED",
            ["KeyMaterialState"] = isCurrent ? "CURRENT" : "NON_CURRENT",
            ["ExpirationModel"] = !imported ? null : key.ExpirationModel ?? "KEY_MATERIAL_DOES_NOT_EXPIRE",
            ["ValidTo"] = expires ? JsonProtocol.Epoch(world.AtOrNever(key.ValidTo)) : null,
            ["RotationDate"] = rotation is null ? null : JsonProtocol.Epoch(world.At(rotation.Date)),
            ["RotationType"] = rotation?.Type,
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
