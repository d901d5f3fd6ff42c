using System.Collections.Immutable;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Google.Reading;
using AtRest.Collectors.Telemetry;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;
using AtRest.Core.Packing;

namespace AtRest.Collectors.Google;

/// <summary>One audit of Google Cloud. What clusters and organizations share is read once.</summary>
internal sealed class GoogleAudit : IDisposable
{
    private const string Enabled = "ENABLED";

    private readonly CloudKmsService? service;
    private readonly KmsInventoryService? inventory;
    private readonly CallRunner calls;
    private readonly CallRunner inventoryCalls;
    private readonly Listing listing;
    private readonly EvidencePieces pieces;
    private readonly CloudKmsReader? reader;
    private readonly KeyUseAudit? uses;
    private readonly ProgressCounter progress;
    private readonly ImmutableHashSet<string> hardwareKeys;
    private readonly CancellationToken cancellationToken;
    private readonly Memo memo = new();

    /// <summary>The keys of all organizations, in the order in which they were read: packed as soon as they are whole.</summary>
    private readonly PackedList<CryptoKeyEvidence> read = [];

    private readonly PackedList<CryptoKeyUseEvidence> readUses = [];

    /// <param name="service">Null if there are no credentials.</param>
    /// <param name="inventory">The same.</param>
    /// <param name="failure">Why there are no credentials.</param>
    /// <param name="context">The rest.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public GoogleAudit(CloudKmsService? service, KmsInventoryService? inventory, Absence? failure, GoogleAuditContext context, CancellationToken cancellationToken)
    {
        this.service = service;
        this.inventory = inventory;
        this.cancellationToken = cancellationToken;
        progress = context.Progress;
        hardwareKeys = context.HardwareKeys;
        pieces = new EvidencePieces(failure, context.Telemetry, context.Clock, cancellationToken);
        calls = new CallRunner(context.Options, "cloudkms", context.Options.KmsEndpoint, context.Telemetry, context.Clock);
        inventoryCalls = new CallRunner(context.Options, "kmsinventory", context.Options.KmsInventoryEndpoint, context.Telemetry, context.Clock);
        listing = new Listing(context.Options.ListingTimeout, context.Clock);
        reader = service is null ? null : new CloudKmsReader(service, calls, listing);
        uses = context.Options.KeyUsage
            ? new KeyUseAudit(service is null || inventory is null ? null : new KmsInventoryReader(inventory, inventoryCalls, service, calls, listing), pieces, cancellationToken)
            : null;
    }

    public async Task<GoogleSlice> CollectAsync(Organization organization)
    {
        var places = await Task.WhenAll(DeclaredKeys.Of(organization).Select(name => memo.GetAsync($"key {name}", () => progress.TrackAsync(() => AddAsync(name)))));
        return new GoogleSlice { CryptoKeys = read.Choose(places.Select(place => place.Key)), CryptoKeyUses = readUses.Choose(places.Select(place => place.Use).OfType<int>()) };
    }

    public void Dispose()
    {
        calls.Dispose();
        inventoryCalls.Dispose();
        pieces.Dispose();
        service?.Dispose();
        inventory?.Dispose();
    }

    /// <summary>Reads a key, and returns its places in the lists.</summary>
    private async Task<(int Key, int? Use)> AddAsync(string name)
    {
        var key = await KeyAsync(name);
        return (read.Add(key), uses is null ? null : readUses.Add(await uses.ReadAsync(key)));
    }

    private async Task<CryptoKeyEvidence> KeyAsync(string name)
    {
        var ring = CryptoKeyName.KeyRingOf(name);
        var key = await ReadAsync("cloudkms.cryptoKeys.get", name, kms => kms.KeyAsync(name, cancellationToken));
        if (key.Absence?.Kind == AbsenceKind.NotFound)
        {
            return new CryptoKeyEvidence
            {
                Name = name,
                Key = key,
                Versions = Skip<CryptoKeyVersions>("cloudkms.cryptoKeyVersions.list", name),
                Policy = Skip<IamBindings>("cloudkms.cryptoKeys.getIamPolicy", name),
                KeyRingPolicy = Skip<IamBindings>("cloudkms.keyRings.getIamPolicy", ring),
            };
        }

        var versions = ReadAsync("cloudkms.cryptoKeyVersions.list", name, kms => VersionsAsync(kms, name));
        var policy = ReadAsync("cloudkms.cryptoKeys.getIamPolicy", name, kms => kms.KeyPolicyAsync(name, cancellationToken));
        var ringPolicy = memo.GetAsync(
            $"ring {ring}", () => ReadAsync("cloudkms.keyRings.getIamPolicy", ring, kms => kms.KeyRingPolicyAsync(ring, cancellationToken)));
        return new CryptoKeyEvidence
        {
            Name = name,
            Key = key,
            Versions = await versions,
            Policy = await policy,
            KeyRingPolicy = await ringPolicy,
        };
    }

    /// <summary>
    /// The list contains attestations if all fields are requested (https://docs.cloud.google.com/kms/docs/reference/rest/v1/CryptoKeyVersionView). If one is missing, the version itself is
    /// read before the evidence says that it has none.
    /// </summary>
    private async Task<CryptoKeyVersions> VersionsAsync(CloudKmsReader kms, string name)
    {
        var isHardware = hardwareKeys.Contains(name);
        var versions = await kms.VersionsAsync(name, isHardware, cancellationToken);
        return isHardware
            ? await listing.WithinAsync(
                async token => new CryptoKeyVersions([.. await Task.WhenAll(versions.Items.Select(version => WithAttestationAsync(kms, version, token)))]), cancellationToken)
            : versions;
    }

    private static async Task<CryptoKeyVersion> WithAttestationAsync(CloudKmsReader kms, CryptoKeyVersion version, CancellationToken cancellationToken)
    {
        if (version is not { State: Enabled, ProtectionLevel: "HSM", Attestation: null })
        {
            return version;
        }

        try
        {
            var alone = await kms.VersionAsync(version.Name, cancellationToken);
            return version with { Attestation = alone.Attestation };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested
            && GoogleAbsence.Translate("cloudkms.cryptoKeyVersions.get", version.Name, exception).Kind is not (AbsenceKind.Failed or AbsenceKind.NotAttempted))
        {
            // The version cannot be read, so the list's answer remains.
            return version;
        }
    }

    private Task<Collected<T>> ReadAsync<T>(string source, string resource, Func<CloudKmsReader, Task<T>> ask)
        where T : class => pieces.ReadAsync(source, resource, () => ask(reader!));

    private Collected<T> Skip<T>(string source, string resource)
        where T : class => pieces.Skip<T>(source, resource, "The key does not exist, so AtRest did not read anything else about it.");
}

/// <summary>What an audit of Google Cloud needs.</summary>
internal sealed record GoogleAuditContext
{
    public required GoogleCollectorOptions Options { get; init; }

    public required TimeProvider Clock { get; init; }

    public required CloudTelemetry Telemetry { get; init; }

    public required ProgressCounter Progress { get; init; }

    /// <summary>The keys of clusters that are declared Hardware, of all organizations.</summary>
    public required ImmutableHashSet<string> HardwareKeys { get; init; }
}
