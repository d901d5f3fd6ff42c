using System.Collections.Immutable;
using AtRest.Collectors.Google.Client;
using AtRest.Collectors.Google.Reading;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Google.Inventory;

namespace AtRest.Collectors.Google;

/// <summary>
/// Reads which resources each version of a key protects. It costs a call for each key, and one more for each version if the key protects anything. Of a key that does not exist, it reads
/// whether it was deleted.
/// </summary>
internal sealed class KeyUseAudit(KmsInventoryReader? reader, EvidencePieces pieces, CancellationToken cancellationToken)
{
    /// <summary>Camunda rotates a key about once a year, so a key with more versions is not one of a cluster.</summary>
    private const int MostVersions = 200;

    private readonly Memo memo = new();

    public async Task<CryptoKeyUseEvidence> ReadAsync(CryptoKeyEvidence key)
    {
        if (key.Key.Absence?.Kind == AbsenceKind.NotFound)
        {
            return new CryptoKeyUseEvidence
            {
                Name = key.Name,
                Total = pieces.Skip<ProtectedResources>(GoogleCalls.ProtectedResources, key.Name, "The key does not exist, so AtRest did not read what it protects."),
                Retired = await pieces.ReadAsync(GoogleCalls.RetiredResources, CryptoKeyName.LocationOf(key.Name), () => RetiredAsync(key.Name)),
            };
        }

        var total = await SummaryAsync(key.Name);
        return new CryptoKeyUseEvidence
        {
            Name = key.Name,
            Total = total,
            Versions = total.Value is { Resources: > 0 } && key.Versions.Value is { } versions ? await VersionsAsync(versions) : [],
            Retired = pieces.Skip<RetiredKeys>(GoogleCalls.RetiredResources, CryptoKeyName.LocationOf(key.Name), "The key was found, so AtRest did not look for the record of its deletion."),
        };
    }

    private async Task<ImmutableArray<Collected<ProtectedResources>>> VersionsAsync(CryptoKeyVersions versions)
    {
        // Without key material, a version cannot have encrypted anything.
        var names = versions.Items
            .Where(version => version.State is not ("PENDING_GENERATION" or "PENDING_IMPORT" or "GENERATION_FAILED" or "IMPORT_FAILED"))
            .Select(version => version.Name)
            .ToList();
        return names.Count <= MostVersions
            ? [.. await Task.WhenAll(names.Select(SummaryAsync))]
            : [pieces.Skip<ProtectedResources>(GoogleCalls.ProtectedResources, names[0], $"The key has {names.Count} versions. AtRest reads what they protect for at most {MostVersions}.")];
    }

    private Task<Collected<ProtectedResources>> SummaryAsync(string name) =>
        pieces.ReadAsync(GoogleCalls.ProtectedResources, name, () => reader!.ProtectedAsync(name, cancellationToken));

    /// <summary>The list of a location has keys of others, which are not kept. Google may name the project by its number, so it is not compared.</summary>
    private async Task<RetiredKeys> RetiredAsync(string name)
    {
        var location = CryptoKeyName.LocationOf(name);
        var records = await memo.GetAsync(location, () => reader!.RetiredAsync(location, cancellationToken));
        var wanted = WithoutProject(name);
        return new RetiredKeys([.. records
            .Where(record => WithoutProject(record.OriginalResource!) == wanted)
            .Select(record => new RetiredKey(record.DeleteTime?.ToUniversalTime()))
            .Distinct()
            .OrderBy(record => record.DeletedAt)]);
    }

    private static string WithoutProject(string name) => name.IndexOf("/locations/", StringComparison.Ordinal) is var start and >= 0 ? name[start..] : name;
}
