using System.Collections.Immutable;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the whole inventory.</summary>
internal static class DocumentReader
{
    private static readonly ImmutableArray<string> Names = ["organizations", "$schema"];

    public static InventoryDocument? Read(SourceNode root, ErrorLog log)
    {
        if (ObjectReader.Open(root, "An inventory", Names, log) is not { } reader)
        {
            return null;
        }

        reader.OptionalText("$schema");
        var organizations = new OrganizationReader(log);
        if (reader.Required("organizations") is not { } list)
        {
            return null;
        }

        var document = new InventoryDocument { Organizations = reader.List("organizations", organizations.Read) };
        if (!log.HasErrors && document.Organizations.IsEmpty)
        {
            log.Error(list, "The inventory is empty: it has no organization.", "at least one organization with at least one cluster");
        }
        else if (!log.HasErrors && document.Organizations.All(organization => organization.Clusters.IsEmpty))
        {
            // An organization without clusters is allowed if another organization has clusters.
            log.Error(list, "The inventory is empty: no organization has a cluster.", "at least one organization with at least one cluster");
        }

        return document;
    }
}
