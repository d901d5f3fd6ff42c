using System.Globalization;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Google;

/// <summary>The resources of Google Cloud KMS in JSON.</summary>
internal sealed class CryptoKeyShapes(World world)
{
    private readonly AttestationMaker attestations = new(world.Time);

    public JsonObject Key(FakeCryptoKey key)
    {
        int number = key.Primary ?? key.Versions.Count;
        FakeCryptoKeyVersion? primary = number > 0 ? key.Versions.ElementAtOrDefault(number - 1) : null;
        bool rotates = key.RotationPeriod.Length > 0;
        return JsonProtocol.WithoutNulls(new JsonObject
        {
            ["name"] = key.Name,
            ["primary"] = primary is null ? null : Version(key, primary, full: false),
            ["purpose"] = key.Purpose,
            ["createTime"] = GoogleJson.Time(world.At(key.CreateTime)),
            ["nextRotationTime"] = rotates ? GoogleJson.Time(world.At(key.NextRotationTime)) : null,
            ["rotationPeriod"] = rotates ? key.RotationPeriod : null,
            ["versionTemplate"] = new JsonObject { ["protectionLevel"] = key.ProtectionLevel, ["algorithm"] = key.Algorithm },
            ["destroyScheduledDuration"] = "2592000s",
        });
    }

    /// <summary>A list answers attestations only if all fields are asked for.</summary>
    public JsonObject Version(FakeCryptoKey key, FakeCryptoKeyVersion version, bool full)
    {
        string level = version.ProtectionLevel ?? key.ProtectionLevel;
        string? created = GoogleJson.Time(world.At(version.CreateTime));
        return JsonProtocol.WithoutNulls(new JsonObject
        {
            ["name"] = NameOf(key, version),
            ["state"] = version.State,
            ["createTime"] = created,
            ["protectionLevel"] = level,
            ["attestation"] = full && level == "HSM" ? Attestation(version.Attestation ?? new()) : null,
            ["algorithm"] = version.Algorithm ?? key.Algorithm,
            ["generateTime"] = version.ImportTime is null ? created : null,
            ["destroyTime"] = GoogleJson.Time(world.AtOrNever(version.DestroyTime)),
            ["importTime"] = GoogleJson.Time(world.AtOrNever(version.ImportTime)),
        });
    }

    public static JsonObject Policy(IReadOnlyList<FakeIamBinding> bindings) => JsonProtocol.WithoutNulls(new JsonObject
    {
        ["version"] = bindings.Any(binding => binding.Condition is not null) ? 3 : 1,
        ["etag"] = "ACAB",
        ["bindings"] = bindings.Count == 0 ? null : new JsonArray([.. bindings.Select(Binding)]),
    });

    public static string NameOf(FakeCryptoKey key, FakeCryptoKeyVersion version)
    {
        // By identity: two versions may be equal.
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
            : JsonProtocol.WithoutNulls(new JsonObject
            {
                ["caviumCerts"] = GoogleJson.List(attestation.CaviumCerts),
                ["googleCardCerts"] = GoogleJson.List(attestation.GoogleCardCerts),
                ["googlePartitionCerts"] = GoogleJson.List(attestation.GooglePartitionCerts),
            });
        return JsonProtocol.WithoutNulls(new JsonObject
        {
            ["format"] = attestation.Format,
            ["content"] = attestation.Content ?? attestations.Content(),
            ["certChains"] = chains.Count == 0 ? null : chains,
        });
    }

    private static JsonNode Binding(FakeIamBinding binding) => JsonProtocol.WithoutNulls(new JsonObject
    {
        ["role"] = binding.Role,
        ["members"] = GoogleJson.List(binding.Members),
        ["condition"] = binding.Condition is { } expression ? new JsonObject { ["title"] = "condition", ["expression"] = expression } : null,
    });
}
