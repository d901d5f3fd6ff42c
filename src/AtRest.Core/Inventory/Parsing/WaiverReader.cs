using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the waivers of one organization.</summary>
internal sealed class WaiverReader(ImmutableHashSet<string> clusterIds, ErrorLog log)
{
    private static readonly ImmutableArray<string> Names = ["rule", "cluster", "reason", "owner", "approvedBy", "expires"];

    public Waiver? Read(SourceNode node)
    {
        if (ObjectReader.Open(node, "A waiver", Names, log) is not { } reader)
        {
            return null;
        }

        var rule = Rule(reader);
        var cluster = Cluster(reader);
        var reason = reader.RequiredText("reason");
        var owner = reader.RequiredText("owner");
        var approvedBy = reader.RequiredText("approvedBy");
        var expires = Expires(reader);
        return rule is null || cluster is null || reason is null || owner is null || approvedBy is null || expires is null ? null : new Waiver
        {
            Rule = rule,
            Cluster = cluster,
            Reason = reason,
            Owner = owner,
            ApprovedBy = approvedBy,
            Expires = expires.Value,
        };
    }

    private string? Rule(ObjectReader reader)
    {
        var rule = reader.RequiredText("rule");
        if (rule is not null && !RuleCatalog.Ids.Contains(rule))
        {
            log.Error(reader.Node.Find("rule")!, $"The rule {Wording.Quote(rule)} does not exist.", RuleCatalog.IdsInWords, NearestName.To(rule, RuleCatalog.Ids.Where(known => Number(known) == Number(rule))));
        }

        return rule;
    }

    /// <summary>A suggestion corrects only the letters of an ID. Another number would be a guess.</summary>
    private static string Number(string rule) => rule[rule.TrimEnd("0123456789".ToCharArray()).Length..];

    /// <summary>A missing cluster is not an error. Its waiver is then unused, rule WAIV-2 reports it, and the audit continues.</summary>
    private string? Cluster(ObjectReader reader)
    {
        var cluster = reader.RequiredText("cluster");
        if (cluster is not null && !clusterIds.Contains(cluster))
        {
            log.Warn(reader.Node.Find("cluster")!, $"This organization declares no cluster with the ID {Wording.Quote(cluster)}, so the waiver has no effect.", NearestName.To(cluster, clusterIds));
        }

        return cluster;
    }

    private DateOnly? Expires(ObjectReader reader)
    {
        if (reader.RequiredText("expires") is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date))
        {
            return date;
        }

        log.Error(reader.Node.Find("expires")!, $"{Wording.Quote(text)} is not a valid date.", "a date in the form YYYY-MM-DD");
        return null;
    }
}
