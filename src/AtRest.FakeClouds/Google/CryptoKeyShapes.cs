using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>The resources of Google Cloud KMS in JSON.</summary>
internal sealed class CryptoKeyShapes(World world)
{
    private readonly AttestationMaker attestations = new(world.Time);

    public JsonObject Key(FakeCryptoKey key)
    {
        // Only symmetric keys for encryption and decryption have a primary version and rotate automatically.
        bool symmetric = key.Purpose == "ENCRYPT_DECRYPT";
        int number = symmetric ? key.Primary ?? key.Versions.Count : 0;
        FakeCryptoKeyVersion? primary = number > 0 ? key.Versions.ElementAtOrDefault(number - 1) : null;
        bool rotates = symmetric && key.RotationPeriod.Length > 0;
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["name"] = key.Name,
            ["primary"] = primary is null ? null : Version(key, primary, full: false),
            ["purpose"] = key.Purpose,
            ["createTime"] = GoogleJson.Time(world.At(key.CreateTime)),
            ["nextRotationTime"] = rotates ? GoogleJson.Time(world.At(key.NextRotationTime)) : null,
            ["rotationPeriod"] = rotates ? key.RotationPeriod : null,
            ["versionTemplate"] = new JsonObject { ["protectionLevel"] = key.ProtectionLevel, ["algorithm"] = key.Algorithm },
            ["destroyScheduledDuration"] = key.DestroyScheduledDuration.Length > 0 ? key.DestroyScheduledDuration : null,
            ["keyAccessJustificationsPolicy"] = key.AllowedAccessReasons is { } reasons
                ? JsonShapes.WithoutNulls(new JsonObject { ["allowedAccessReasons"] = reasons.Count == 0 ? null : GoogleJson.List(reasons) })
                : null,
        });
    }

    /// <summary>A list contains attestations only if all fields are requested.</summary>
    public JsonObject Version(FakeCryptoKey key, FakeCryptoKeyVersion version, bool full)
    {
        string level = version.ProtectionLevel ?? key.ProtectionLevel;
        string? created = GoogleJson.Time(world.At(version.CreateTime));
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["name"] = NameOf(key, version),
            ["state"] = version.State,
            ["createTime"] = created,
            ["protectionLevel"] = level,
            ["attestation"] = full && (level is "HSM" or "HSM_SINGLE_TENANT") ? Attestation(version.Attestation ?? new()) : null,
            ["algorithm"] = version.Algorithm ?? key.Algorithm,
            ["generateTime"] = version.ImportTime is null ? created : null,
            ["destroyTime"] = GoogleJson.Time(world.AtOrNever(version.DestroyTime)),
            ["importTime"] = GoogleJson.Time(world.AtOrNever(version.ImportTime)),
        });
    }

    public static string NameOf(FakeCryptoKey key, FakeCryptoKeyVersion version)
    {
        // Compared by reference, because two versions can be equal.
        int index = 0;
        while (!ReferenceEquals(key.Versions[index], version))
        {
            index++;
        }

        return $"{key.Name}/cryptoKeyVersions/{(index + 1).ToString(CultureInfo.InvariantCulture)}";
    }

    private JsonObject? Attestation(FakeAttestation attestation)
    {
        if (attestation.Missing)
        {
            return null;
        }

        JsonObject chains = attestation is { CaviumCerts: null, GoogleCardCerts: null, GooglePartitionCerts: null }
            ? attestations.Chains()
            : JsonShapes.WithoutNulls(new JsonObject
            {
                ["caviumCerts"] = GoogleJson.List(attestation.CaviumCerts),
                ["googleCardCerts"] = GoogleJson.List(attestation.GoogleCardCerts),
                ["googlePartitionCerts"] = GoogleJson.List(attestation.GooglePartitionCerts),
            });
        return JsonShapes.WithoutNulls(new JsonObject
        {
            ["format"] = attestation.Format,
            ["content"] = attestation.Content ?? attestations.Content(),
            ["certChains"] = chains.Count == 0 ? null : chains,
        });
    }
}
