using System.Globalization;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Retries;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;

namespace AtRest.Collectors.Google.Reading;

/// <summary>Turns Google's resources into evidence.</summary>
internal static class CloudKmsTranslation
{
    // The JSON of proto3 omits a value that is the zero of its enumeration.
    private const string NoState = "CRYPTO_KEY_VERSION_STATE_UNSPECIFIED";

    public static CryptoKey Key(CryptoKeyData key) => new()
    {
        Name = key.Name!,
        Purpose = key.Purpose,
        Primary = key.Primary is { } primary ? Version(primary) : null,
        CreateTime = key.CreateTime?.ToUniversalTime(),
        RotationPeriodSeconds = Seconds(key.RotationPeriod, "rotation period"),
        NextRotationTime = key.NextRotationTime?.ToUniversalTime(),
        TemplateProtectionLevel = key.VersionTemplate?.ProtectionLevel,
        TemplateAlgorithm = key.VersionTemplate?.Algorithm,
        ImportOnly = key.ImportOnly ?? false,
        DestroyScheduledSeconds = Seconds(key.DestroyScheduledDuration, "destroyScheduledDuration"),
        AllowedAccessReasons = key.KeyAccessJustificationsPolicy is { } policy ? [.. (policy.AllowedAccessReasons ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)] : null,
    };

    /// <summary>The versions in the order of their numbers, without duplicates.</summary>
    public static CryptoKeyVersions Versions(IEnumerable<CryptoKeyVersionData> versions) =>
        new([.. versions.Select(Version).DistinctBy(version => version.Name).OrderBy(version => NumberOf(version.Name)).ThenBy(version => version.Name, StringComparer.Ordinal)]);

    public static CryptoKeyVersion Version(CryptoKeyVersionData version) => new()
    {
        Name = version.Name!,
        State = version.State is { Length: > 0 } state ? state : NoState,
        ProtectionLevel = version.ProtectionLevel,
        Algorithm = version.Algorithm,
        CreateTime = version.CreateTime?.ToUniversalTime(),
        GenerateTime = version.GenerateTime?.ToUniversalTime(),
        DestroyTime = version.DestroyTime?.ToUniversalTime(),
        ImportTime = version.ImportTime?.ToUniversalTime(),
        Attestation = version.Attestation is { } attestation ? Attestation(attestation) : null,
    };

    /// <summary>Sorted, because the order of bindings has no meaning and Google does not guarantee one.</summary>
    public static IamBindings Policy(PolicyData policy) =>
        new([.. (policy.Bindings ?? [])
            .Select(binding => new IamBinding
            {
                Role = binding.Role!,
                Members = [.. (binding.Members ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
                Condition = binding.Condition is { } condition ? condition.Expression ?? "" : null,
            })
            .OrderBy(binding => binding.Role, StringComparer.Ordinal)
            .ThenBy(binding => binding.Condition, StringComparer.Ordinal)
            .ThenBy(binding => string.Join(' ', binding.Members), StringComparer.Ordinal)]);

    private static KeyAttestation Attestation(AttestationData attestation) => new()
    {
        Format = attestation.Format,
        Content = attestation.Content,
        CaviumCerts = attestation.CertChains?.CaviumCerts ?? [],
        GoogleCardCerts = attestation.CertChains?.GoogleCardCerts ?? [],
        GooglePartitionCerts = attestation.CertChains?.GooglePartitionCerts ?? [],
    };

    private static long NumberOf(string version) =>
        long.TryParse(CryptoKeyName.NumberOf(version), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : long.MaxValue;

    /// <summary>A period that cannot be read is not the same as no period: the whole answer is malformed.</summary>
    private static decimal? Seconds(string? duration, string what) => duration switch
    {
        null => null,
        [.. var number, 's'] when decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) => seconds,
        _ => throw new WrongAnswerException($"Its {what} is not a duration."),
    };
}
