using System.Collections.Immutable;
using System.Text.Json.Serialization;
using AtRest.Core.Audits.History;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Audits;

/// <summary>
/// Everything that determines one organization's report: the declaration, the observations, the time and the parameters.
/// Saved and read again, it gives the same report, byte for byte.
/// </summary>
public sealed record AuditEvidence
{
    public const string CurrentSchemaVersion = "1";

    public required string SchemaVersion { get; init; }

    /// <summary>The audit's ID, shared by all organizations of one run.</summary>
    public required string AuditId { get; init; }

    /// <summary>The point in time that rules judge by, in UTC.</summary>
    public required DateTimeOffset AuditedAt { get; init; }

    public required AuditParameters Parameters { get; init; }

    /// <summary>The fleet and all observations are made up.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Demo { get; init; }

    /// <summary>Who started the audit; null in evidence that an earlier release saved.</summary>
    public AuditOrderer? OrderedBy { get; init; }

    /// <summary>Lower-case hexadecimal SHA-256 of the inventory that declares the clusters; null in evidence that an earlier release saved.</summary>
    public string? InventorySha256 { get; init; }

    /// <summary>The organization with the clusters that were audited (and no others).</summary>
    public required Organization Organization { get; init; }

    /// <summary>Keys that more than one cluster of the whole inventory uses, determined before any filter.</summary>
    public ImmutableArray<SharedKey> SharedKeys { get; init; } = [];

    /// <summary>
    /// The IDs of the organization's declared clusters that this audit leaves out; empty if all are audited. Clusters that Camunda
    /// reports and the inventory does not declare are listed only in a whole audit.
    /// </summary>
    public ImmutableArray<string> LeftOut { get; init; } = [];

    /// <summary>The clusters whose audit was given up: every rule is unknown for them, with the cause.</summary>
    public ImmutableArray<NotEvaluatedCluster> NotEvaluated { get; init; } = [];

    /// <summary>The report to compare with; null if there is none.</summary>
    public PreviousAudit? Previous { get; init; }

    public required CloudEvidence Clouds { get; init; }
}

/// <summary>
/// A key that several clusters use. Clusters of other organizations are only counted, because a customer's report never names another customer's clusters.
/// Related multi-Region keys share their key material, so they are one key here.
/// </summary>
public sealed record SharedKey
{
    /// <summary>The key as this organization declares it: the ARN of an AWS KMS key, or the resource name of a Google Cloud KMS key.</summary>
    public required string KeyArn { get; init; }

    /// <summary>The IDs of this organization's clusters that use it.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    /// <summary>
    /// The roles of this organization's clusters that declare exactly this AWS KMS key, including clusters that are not audited. Evidence that an earlier release
    /// saved has none.
    /// </summary>
    public ImmutableArray<Arn> Roles { get; init; } = [];

    /// <summary>The number of clusters of other organizations that use it.</summary>
    public required int ForeignClusters { get; init; }
}
