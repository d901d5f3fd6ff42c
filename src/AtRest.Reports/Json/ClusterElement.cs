using System.ComponentModel;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Reports.Json.Schema;

namespace AtRest.Reports.Json;

[Definition("cluster")]
internal sealed record ClusterElement
{
    /// <summary>The word for the cloud of an undeclared cluster that AtRest cannot identify.</summary>
    private const string UnknownCloud = "unknown";

    [JsonRequired]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Name { get; set; } = "";

    [JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Stage { get; set; }

    [Description("'unknown' only for a cluster that the inventory does not declare, and whose cloud Camunda does not report or AtRest does not support. reported.provider has its name.")]
    [JsonRequired, Words(typeof(CloudProvider), UnknownCloud)]
    public string Provider { get; set; } = "";

    [JsonRequired]
    public string Region { get; set; } = "";

    [JsonRequired, JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? BackupRegion { get; set; }

    [JsonRequired]
    public DeclaredElement? Declared { get; set; }

    [Description("What Camunda's API reports, in its own words. Absent if the API was not called, did not respond or does not return the cluster. Fields that it does not return are absent, too.")]
    public ReportedElement? Reported { get; set; }

    [Description("Why the cluster was not evaluated in this audit: the status of every rule is unknown. Absent if it was evaluated.")]
    public string? NotEvaluated { get; set; }

    [JsonRequired]
    public Verdict Verdict { get; set; }

    [Description("What auditors require and no rule can check: IDs of the report's statements.")]
    [JsonRequired, Shape("statementId")]
    public IEnumerable<string> Statements { get; set; } = [];

    [Description("In the catalogue's order.")]
    [JsonRequired]
    public IEnumerable<FindingElement> Findings { get; set; } = [];

    [Description("What each declared key costs in a month. Absent if the cluster declares none, and in reports of earlier releases.")]
    public IEnumerable<KeyCostElement>? Costs { get; set; }

    [Description("The newest events in the history of the declared keys that the evidence shows, the oldest first. Absent if there are none, and in reports of earlier releases.")]
    public IEnumerable<TimelineElement>? Timeline { get; set; }

    public static ClusterElement Of(ClusterAudit audit, SharedParts shared)
    {
        shared.Add(audit.Cluster);
        return Fill(audit, shared);
    }

    /// <summary>The word for the cloud that hosts a cluster.</summary>
    public static string WordOf(CloudProvider? cloud) => cloud is { } provider ? WireWord.Of(provider) : UnknownCloud;

    private static ClusterElement Fill(ClusterAudit audit, SharedParts shared) => new()
    {
        Id = audit.Cluster.Id,
        Name = audit.Cluster.Name,
        Stage = audit.Cluster.Stage,
        Provider = WordOf(audit.Cluster.Provider),
        Region = audit.Cluster.Region,
        BackupRegion = audit.Cluster.BackupRegion,
        Declared = DeclaredElement.Of(audit.Cluster.Encryption),
        Reported = audit.Reported is { } reported ? ReportedElement.Of(reported, audit.ReportedProvider) : null,
        NotEvaluated = audit.NotEvaluated,
        Verdict = audit.Verdict,
        Statements = audit.Statements.Select(shared.IdOf),
        Findings = audit.Findings.Select(finding => FindingElement.Of(finding, audit.Cluster, shared)),
        Costs = audit.Costs.IsEmpty ? null : audit.Costs.Select(key =>
        {
            shared.Add(key);
            return KeyCostElement.Of(key);
        }),
        Timeline = audit.Timeline.IsEmpty ? null : audit.Timeline.Select(TimelineElement.Of),
    };
}

/// <summary>What the inventory declares. Its type decides which other properties there are: one variant for each shape.</summary>
[Variant("declaredExternal", nameof(EncryptionType.External), Required = [nameof(RoleArn), nameof(PrimaryKeyArn)], Optional = [nameof(SecondaryKeyArn)])]
[Variant("declaredCamundaKey", nameof(EncryptionType.Software), nameof(EncryptionType.Hardware), Optional = [nameof(CryptoKey)])]
[Variant("declaredProvider", nameof(EncryptionType.Provider))]
[Variant("undeclared", Undeclared, Description = "A cluster that Camunda reports and the inventory does not declare. The report uses what Camunda reports about it.")]
internal sealed record DeclaredElement
{
    /// <summary>The type of a cluster that Camunda reports and the inventory does not declare.</summary>
    public const string Undeclared = "Undeclared";

    public string? Type { get; set; }

    [Description("The cluster's Amazon Role ARN.")]
    [Schema("""{ "type": "string", "pattern": "^arn:" }""")]
    public string? RoleArn { get; set; }

    [Schema("""{ "type": "string", "pattern": "^arn:[^:]+:kms:" }""")]
    public string? PrimaryKeyArn { get; set; }

    [Description("Present with a backup region.")]
    [Schema("""{ "type": "string", "pattern": "^arn:[^:]+:kms:" }""")]
    public string? SecondaryKeyArn { get; set; }

    [Description("The Google Cloud KMS key, if declared.")]
    public string? CryptoKey { get; set; }

    public static DeclaredElement Of(DeclaredEncryption encryption)
    {
        var type = SharedParts.WordOf(encryption.Type);
        return encryption switch
        {
            DeclaredEncryption.External external => new()
            {
                Type = type,
                RoleArn = external.RoleArn.Value,
                PrimaryKeyArn = external.PrimaryKeyArn.Value,
                SecondaryKeyArn = external.SecondaryKeyArn?.Value,
            },
            DeclaredEncryption.Software software => new() { Type = type, CryptoKey = software.CryptoKey },
            DeclaredEncryption.Hardware hardware => new() { Type = type, CryptoKey = hardware.CryptoKey },
            _ => new() { Type = type },
        };
    }
}

internal sealed record ReportedElement
{
    public string? Type { get; set; }

    public string? Status { get; set; }

    public string? PrimaryKeyArn { get; set; }

    public string? SecondaryKeyArn { get; set; }

    [Description("Camunda's name of the cloud that the region belongs to.")]
    public string? Provider { get; set; }

    [Description("Camunda's name of the region.")]
    public string? Region { get; set; }

    public string? BackupRegion { get; set; }

    public static ReportedElement Of(CamundaCluster reported, string? provider) => new()
    {
        Type = reported.Encryption?.Type,
        Status = reported.Encryption?.Status,
        PrimaryKeyArn = reported.Encryption?.PrimaryKeyArn,
        SecondaryKeyArn = reported.Encryption?.SecondaryKeyArn,
        Provider = provider,
        Region = reported.Region?.Name,
        BackupRegion = reported.BackupRegion?.Name,
    };
}

[Definition("statement")]
internal sealed record StatementElement
{
    [JsonRequired, Shape("statementId")]
    public string Id { get; set; } = "";

    [JsonRequired]
    public string Text { get; set; } = "";

    [JsonRequired]
    public string Source { get; set; } = "";

    [Description("The day on which the source was read. Absent in reports of earlier releases.")]
    public DateOnly? SourceRead { get; set; }

    public static StatementElement Of(string id, Statement statement) => new() { Id = id, Text = statement.Text, Source = statement.Source, SourceRead = statement.SourceRead };
}
