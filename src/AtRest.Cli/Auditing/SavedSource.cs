using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Evidence that an earlier run saved. It is judged by its own time, and by its own declarations unless an inventory replaces them.</summary>
internal sealed class SavedSource : IAuditSource
{
    private readonly ImmutableArray<AuditEvidence> evidence;

    public SavedSource(ImmutableArray<AuditEvidence> saved, InventoryDocument? inventory, AuditSettings settings)
    {
        var declared = inventory is null ? saved : Redeclare(saved, inventory, settings);
        var byId = declared.ToDictionary(entry => entry.Organization.Id);
        evidence = [.. Selection.Of([.. declared.Select(entry => entry.Organization)], settings).Select(organization => Adapt(byId[organization.Id], organization, settings))];
    }

    public ImmutableArray<string> Organizations => [.. evidence.Select(entry => entry.Organization.Id)];

    public Task<ImmutableArray<AuditEvidence>> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(evidence);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static AuditEvidence Adapt(AuditEvidence saved, Organization organization, AuditSettings settings)
    {
        // Evidence that is judged as it was saved stays unchanged, so that the reports come out the same, byte for byte.
        var scoped = organization == saved.Organization && settings.Clusters.IsEmpty ? saved : EvidenceScope.Narrow(saved, organization) with
        {
            LeftOut = [.. saved.LeftOut.Union(AuditScope.LeftOut(saved.Organization, organization)).Order(StringComparer.Ordinal)],
        };
        return settings.RetentionDays is { } days ? scoped with { Parameters = scoped.Parameters with { RetentionDays = days } } : scoped;
    }

    private static ImmutableArray<AuditEvidence> Redeclare(ImmutableArray<AuditEvidence> saved, InventoryDocument inventory, AuditSettings settings)
    {
        var byId = saved.ToDictionary(entry => entry.Organization.Id);
        var wanted = inventory.Organizations.Where(organization => settings.Organizations.IsEmpty || settings.Organizations.Contains(organization.Id)).ToList();
        var missing = wanted.Where(organization => !byId.ContainsKey(organization.Id)).ToList();
        if (missing.Count > 0)
        {
            throw new InvalidInputException([.. missing.Select(organization =>
                $"--evidence: the evidence of organization '{organization.Id}' is not in the folder. Choose other organizations with --organization, or audit it again without --evidence.")]);
        }

        return [.. wanted.Select(organization => Redeclare(EvidenceScope.Narrow(byId[organization.Id], organization), inventory))];
    }

    /// <summary>The inventory declares the whole organization, even if the saved audit left out clusters.</summary>
    private static AuditEvidence Redeclare(AuditEvidence evidence, InventoryDocument inventory) => evidence with
    {
        SharedKeys = SharedKeyFinder.Find(inventory, evidence.Organization),
        LeftOut = [],
        InventorySha256 = inventory.Sha256,
        Clouds = CamundaScope.WithoutOthers(evidence.Clouds, inventory, evidence.Organization.Id),
    };
}
