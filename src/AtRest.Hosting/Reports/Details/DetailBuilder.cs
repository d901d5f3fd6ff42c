using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Timeline;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Google;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;
using AtRest.Reports;

namespace AtRest.Hosting.Reports.Details;

/// <summary>Makes the details of clusters from a report and its evidence.</summary>
internal sealed class DetailBuilder(AuditReport report, AuditEvidence evidence)
{
    private readonly EvidenceIndex index = new(evidence);

    /// <summary>The ends of the certificates at the endpoints of each cluster. Clusters of a region share endpoints.</summary>
    private readonly ILookup<string, (string Address, DateTimeOffset End)> certificates = (evidence.Clouds.Of<EndpointSlice>().Endpoints ?? [])
        .Where(endpoint => endpoint.Tls.Value?.Certificate is not null)
        .SelectMany(endpoint => endpoint.Clusters.Select(cluster => (Cluster: cluster, endpoint.Address, End: endpoint.Tls.Value!.Certificate!.NotAfter)))
        .ToLookup(found => found.Cluster, found => (found.Address, found.End), StringComparer.OrdinalIgnoreCase);

    private readonly ILookup<string, ReportChange> policyChanges = report.Changes.Where(change => change is { Kind: ChangeKind.KeyPolicy, Resource: not null }).ToLookup(change => change.Resource!, StringComparer.Ordinal);

    private readonly ILookup<string, ReportChange> verdictChanges = report.Changes.Where(change => change is { Kind: ChangeKind.Verdict, Cluster: not null }).ToLookup(change => change.Cluster!, StringComparer.OrdinalIgnoreCase);

    public ClusterDetail Of(ClusterAudit audit)
    {
        var cluster = audit.Cluster;
        return new ClusterDetail
        {
            Id = cluster.Id,
            Name = cluster.Name,
            Stage = cluster.Stage,
            Place = Labels.PlaceOf(cluster, audit.ReportedProvider, ", "),
            BackupRegion = cluster.BackupRegion,
            DeclaredType = cluster.Encryption.Type,
            RoleArn = (cluster.Encryption as DeclaredEncryption.External)?.RoleArn.Value,
            Verdict = audit.Verdict,
            NotEvaluated = audit.NotEvaluated,
            Reported = audit.Reported is { } reported
                ? new ReportedEncryption
                {
                    Type = reported.Encryption?.Type,
                    Status = reported.Encryption?.Status,
                    ClusterStatus = reported.Status,
                    Region = reported.Region?.Name,
                    PrimaryKeyArn = reported.Encryption?.PrimaryKeyArn,
                    SecondaryKeyArn = reported.Encryption?.SecondaryKeyArn,
                }
                : null,
            Keys = [.. KeysOf(cluster.Encryption)],
            Findings = [.. audit.Findings.Select(FindingDetail.Of)],
            Timeline = [.. EventsOf(audit)],
        };
    }

    /// <summary>The events of the cluster and its keys that this audit shows, and those that the report found by comparison.</summary>
    private IEnumerable<TimelineEvent> EventsOf(ClusterAudit audit)
    {
        var keys = audit.Cluster.Encryption is DeclaredEncryption.External external ? new[] { external.PrimaryKeyArn, external.SecondaryKeyArn }.OfType<KmsKeyArn>() : [];
        return audit.Timeline
            .Concat(KeyTimeline.OfPolicies(index, report.ReportId, keys.SelectMany(key => policyChanges[key.Value]), audit.Timeline))
            .Concat(verdictChanges[audit.Cluster.Id].Select(change => ClusterTimeline.OfVerdict(report, change)));
    }

    /// <summary>The dates of a cluster's keys, and of the certificates at its endpoints, after the audit.</summary>
    public IEnumerable<NextDate> DatesOf(ClusterDetail cluster)
    {
        var reference = new ClusterReference(cluster.Id, cluster.Name);
        var ofKeys = from key in cluster.Keys
                     from date in new (DateTimeOffset? At, DateKind Kind)[] { (key.DeletedAt, DateKind.Deletion), (key.MaterialExpires, DateKind.MaterialExpiry), (key.NextRotation, DateKind.Rotation) }
                     let at = date.At ?? report.GeneratedAt
                     where at > report.GeneratedAt
                     select new NextDate(at, date.Kind, reference, key.Name);
        return ofKeys.Concat(certificates[cluster.Id].Where(found => found.End > report.GeneratedAt).Select(found => new NextDate(found.End, DateKind.CertificateEnd, reference, found.Address)));
    }

    private IEnumerable<KeyDetail> KeysOf(DeclaredEncryption encryption) => encryption switch
    {
        DeclaredEncryption.External external => external.SecondaryKeyArn is { } secondary
            ? [OfAws(external.PrimaryKeyArn, isSecondary: false), OfAws(secondary, isSecondary: true)]
            : [OfAws(external.PrimaryKeyArn, isSecondary: false)],
        DeclaredEncryption.Hardware { CryptoKey: { } name } => [OfGoogle(name)],
        DeclaredEncryption.Software { CryptoKey: { } name } => [OfGoogle(name)],
        _ => [],
    };

    private KeyDetail OfAws(KmsKeyArn arn, bool isSecondary)
    {
        var key = index.Key(arn);
        var metadata = key.Metadata.Value;
        return new KeyDetail
        {
            Name = arn.Value,
            IsSecondary = isSecondary,
            State = metadata?.KeyState,
            Spec = metadata?.KeySpec,
            Origin = metadata?.Origin,
            Protection = metadata?.KeyManager,
            Rotates = key.RotationStatus.Value?.Enabled,
            RotationDays = key.RotationStatus.Value?.RotationPeriodInDays,
            NextRotation = key.RotationStatus.Value?.NextRotationDate,
            DeletedAt = metadata?.DeletionDate,
            MaterialExpires = new[] { metadata?.ValidTo }.Concat(key.Rotations.Value?.Materials?.Select(material => material.ValidTo) ?? []).Where(date => date > report.GeneratedAt).Min(),
            LastUsed = key.LastUsage.Value?.LastUsed,
            ReadAt = metadata is null ? null : key.Metadata.CollectedAt,
            Unread = WhyUnread(key.Metadata),
            Policy = key.Policy.Value?.Json,
            PolicySha256 = key.Policy.Sha256,
            PolicyUnread = WhyUnread(key.Policy),
            Grants = key.Grants.Value?.Items,
            Facts = metadata is null ? null : FactsOf(metadata),
            Roles = [.. index.RolesOf(arn).Select(role => role.Value)],
            Moment = evidence.AuditedAt,
        };
    }

    private KeyDetail OfGoogle(string name)
    {
        var evidenceOfKey = index.CryptoKey(name);
        var key = evidenceOfKey.Key.Value;
        ImmutableArray<CryptoKeyVersion> versions = evidenceOfKey.Versions.Value?.Items ?? [];
        return new KeyDetail
        {
            Name = name,
            IsSecondary = false,
            State = key?.Primary?.State,
            Spec = key?.Primary?.Algorithm ?? key?.TemplateAlgorithm,
            Origin = key?.ImportOnly == true ? "IMPORTED" : null,
            Protection = key?.Primary?.ProtectionLevel ?? key?.TemplateProtectionLevel,
            Rotates = key is null ? null : key.RotationPeriodSeconds is not null,
            RotationDays = key?.RotationPeriodSeconds is { } seconds ? (int)(seconds / 86_400) : null,
            NextRotation = key?.NextRotationTime,
            DeletedAt = versions.Where(version => version.State == "DESTROY_SCHEDULED").Select(version => version.DestroyTime).Where(date => date > report.GeneratedAt).Min(),
            ReadAt = key is null ? null : evidenceOfKey.Key.CollectedAt,
            Unread = WhyUnread(evidenceOfKey.Key),
            Moment = evidence.AuditedAt,
        };
    }

    private static KeyFacts FactsOf(KmsKeyMetadata metadata) => new()
    {
        KeySpec = metadata.KeySpec,
        KeyUsage = metadata.KeyUsage,
        Origin = metadata.Origin,
        MultiRegion = metadata.MultiRegion,
        MultiRegionKeyType = metadata.MultiRegionKeyType,
    };

    private static string? WhyUnread<T>(Collected<T> piece)
        where T : class => piece.TryGet(out _, out var absence) ? null : absence.Cause;
}
