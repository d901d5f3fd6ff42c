using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Cli.Commands.Importing;

/// <summary>The inventory that is made from Camunda's response, and notes about what to complete.</summary>
internal sealed record ImportedInventory(string Text, ImmutableArray<string> Notes)
{
    private const string RoleRemark = "Fill in the \"Amazon Role ARN\" that the Camunda Console shows for this cluster. The Camunda API does not report it.";

    public static ImportedInventory Of(ImportSettings settings, CamundaClusters reported, Collected<CamundaRegions> regions, DateTimeOffset now)
    {
        ImmutableArray<ImportedCluster> clusters = [.. reported.Items.Where(cluster => cluster.Uuid.Length > 0).DistinctBy(cluster => cluster.Uuid, StringComparer.OrdinalIgnoreCase)
            .Select(cluster => ImportedCluster.Of(cluster, regions.Value))
            .OrderBy(cluster => cluster.Name, StringComparer.Ordinal).ThenBy(cluster => cluster.Reported.Uuid, StringComparer.Ordinal)];
        ImmutableArray<string> notes = [.. NotesOf(clusters, reported, regions)];
        return new ImportedInventory(Write(settings, clusters, notes, now), notes);
    }

    private static IEnumerable<string> NotesOf(ImmutableArray<ImportedCluster> clusters, CamundaClusters reported, Collected<CamundaRegions> regions)
    {
        yield return string.Create(CultureInfo.InvariantCulture, $"Camunda reports {clusters.Length} {(clusters.Length == 1 ? "cluster" : "clusters")}.");
        var external = clusters.Where(cluster => cluster.IsExternal).ToList();
        if (external.Count > 0)
        {
            yield return $"Fill in the roleArn of {Names(external)}: the \"Amazon Role ARN\" that the Camunda Console shows for the cluster.";
        }

        foreach (var cluster in clusters)
        {
            foreach (var remark in cluster.Remarks)
            {
                yield return $"{cluster.Name} ({cluster.Reported.Uuid}): {remark}";
            }
        }

        var nameless = reported.Items.Count(cluster => cluster.Uuid.Length == 0);
        if (nameless > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{nameless} {(nameless == 1 ? "entry" : "entries")} in Camunda's response {(nameless == 1 ? "was" : "were")} omitted, because the uuid is missing.");
        }

        if (!regions.TryGet(out _, out var absence))
        {
            yield return $"The list of regions could not be read, so each provider was derived from the name of its region. {absence.Cause}";
        }
    }

    private static string Write(ImportSettings settings, ImmutableArray<ImportedCluster> clusters, ImmutableArray<string> notes, DateTimeOffset now)
    {
        var json = new CommentedJson();
        json.Comment($"Written by 'atrest inventory import' on {now.UtcDateTime:yyyy-MM-dd HH:mm} UTC from what the Camunda API reports.");
        json.Comment("An audit compares this file with Camunda and the clouds. Make sure that it declares how each cluster is MEANT to be encrypted.");
        foreach (var note in notes)
        {
            json.Comment(note);
        }

        json.Open(null, '{');
        json.Open("organizations", '[');
        json.Open(null, '{');
        json.Text("id", settings.OrganizationId);
        json.Text("name", settings.Name);
        json.TextIfAny("plan", settings.Plan);
        json.Open("camunda", '{');
        json.Text("clientIdVariable", ImportSettings.ClientIdVariable);
        json.Text("clientSecretVariable", ImportSettings.ClientSecretVariable);
        json.Close('}');
        WriteAccounts(json, clusters);
        json.Open("clusters", '[');
        foreach (var cluster in clusters)
        {
            Write(json, cluster);
        }

        json.Close(']');
        json.Close('}');
        json.Close(']');
        json.Close('}');
        return json.ToString();
    }

    private static void WriteAccounts(CommentedJson json, ImmutableArray<ImportedCluster> clusters)
    {
        var accounts = clusters.Where(cluster => cluster.IsExternal)
            .SelectMany(cluster => new[] { cluster.Reported.Encryption?.PrimaryKeyArn, cluster.Reported.Encryption?.SecondaryKeyArn })
            .Select(arn => arn is not null && KmsKeyArn.TryParse(arn, out var key) ? key.AccountId : null)
            .OfType<string>().Distinct().Order(StringComparer.Ordinal).ToList();
        if (accounts.Count == 0)
        {
            return;
        }

        json.Comment("The accounts of the keys. Add auditRoleArn and externalId if AtRest has to assume a role in the account (docs/security.md).");
        json.Open("aws", '[');
        foreach (var account in accounts)
        {
            json.Open(null, '{');
            json.Text("accountId", account);
            json.Close('}');
        }

        json.Close(']');
    }

    private static void Write(CommentedJson json, ImportedCluster cluster)
    {
        foreach (var remark in cluster.Remarks)
        {
            json.Comment(remark);
        }

        json.Open(null, '{');
        json.Text("id", cluster.Reported.Uuid);
        json.Text("name", cluster.Name);
        json.Text("provider", cluster.Provider);
        json.Text("region", cluster.Region);
        json.TextIfAny("backupRegion", cluster.BackupRegion);
        json.Open("encryption", '{');
        json.Text("type", cluster.Type);
        if (cluster.IsExternal)
        {
            json.Comment(RoleRemark);
            json.Text("roleArn", "");
            json.Text("primaryKeyArn", cluster.Reported.Encryption?.PrimaryKeyArn ?? "");
            json.TextIfAny("secondaryKeyArn", cluster.Reported.Encryption?.SecondaryKeyArn);
        }
        else if (cluster.Type is "Software" or "Hardware")
        {
            json.Comment("Add cryptoKey (projects/…/locations/…/keyRings/…/cryptoKeys/…) if Camunda has given it to you. The API does not report it. Without it, AtRest cannot check the key.");
        }

        json.Close('}');
        json.Close('}');
    }

    private static string Names(List<ImportedCluster> clusters)
    {
        const int shown = 8;
        var names = string.Join(", ", clusters.Take(shown).Select(cluster => cluster.Name));
        return clusters.Count > shown ? $"{names} and {clusters.Count - shown} more" : names;
    }
}
