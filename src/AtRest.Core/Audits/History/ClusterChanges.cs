using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;

namespace AtRest.Core.Audits.History;

/// <summary>Clusters that were added or removed, or have another declared type or verdict.</summary>
internal static class ClusterChanges
{
    /// <summary>Of a cluster of the new report.</summary>
    public static IEnumerable<ReportChange> Of(PreviousIndex previous, ClusterAudit audit) => previous.Cluster(audit.Cluster.Id) is { } earlier ? Compare(earlier, audit)
        : previous.IsLeftOut(audit.Cluster.Id) ? []
        : [Added(audit)];

    /// <summary>The clusters that are gone. A narrowed audit cannot tell the clusters that it leaves out from removed ones.</summary>
    public static IEnumerable<ReportChange> Gone(AuditEvidence evidence, PreviousIndex previous, IReadOnlySet<string> now) => !evidence.LeftOut.IsEmpty ? []
        : previous.Audit.Clusters.Where(cluster => !now.Contains(cluster.Id)).Select(gone => Removed(gone, evidence.Clouds.Camunda?.Clusters.Value is not null));

    private static IEnumerable<ReportChange> Compare(PreviousCluster before, ClusterAudit after)
    {
        var type = after.Cluster.Encryption.Type;
        if (before.DeclaredType != type)
        {
            yield return new ReportChange
            {
                Kind = ChangeKind.DeclaredType,
                Cluster = before.Id,
                Before = WordOf(before.DeclaredType),
                After = WordOf(type),
                Message = (before.DeclaredType, type) switch
                {
                    (EncryptionType.None, _) => $"Cluster {after.Cluster.Name}, which was not declared, is now declared {type}.",
                    (_, EncryptionType.None) => $"Cluster {after.Cluster.Name} was declared {before.DeclaredType} and is no longer declared, but Camunda still reports it.",
                    _ => $"Cluster {after.Cluster.Name} was declared {before.DeclaredType} and is now declared {type}. Camunda never changes the type of a cluster (see DECL-7).",
                },
            };
        }

        if (before.Verdict != after.Verdict)
        {
            yield return new ReportChange
            {
                Kind = ChangeKind.Verdict,
                Cluster = before.Id,
                Before = WireWord.Of(before.Verdict),
                After = WireWord.Of(after.Verdict),
                Message = $"Cluster {after.Cluster.Name} was {VerdictText.Of(before.Verdict)} and is {VerdictText.Of(after.Verdict)} now.",
            };
        }
    }

    private static ReportChange Added(ClusterAudit audit) => new()
    {
        Kind = ChangeKind.ClusterAdded,
        Cluster = audit.Cluster.Id,
        After = WireWord.Of(audit.Verdict),
        Message = (audit.Cluster.Encryption.Type == EncryptionType.None
            ? $"Cluster {audit.Cluster.Name}, which is not declared, is new in this report"
            : $"Cluster {audit.Cluster.Name} ({audit.Cluster.Encryption.Type}) is new in this report") + $"; it is {VerdictText.Of(audit.Verdict)}.",
    };

    private static ReportChange Removed(PreviousCluster gone, bool camundaAnswered) => new()
    {
        Kind = ChangeKind.ClusterRemoved,
        Cluster = gone.Id,
        Before = WireWord.Of(gone.Verdict),
        Message = (gone.DeclaredType, camundaAnswered) switch
        {
            (EncryptionType.None, true) => $"Cluster {gone.Name}, which was not declared, is no longer reported by Camunda.",
            (EncryptionType.None, false) => $"Cluster {gone.Name}, which was not declared, is not in this report. Camunda's list of clusters was not read this time, so it is not known whether the cluster still exists.",
            _ => $"Cluster {gone.Name} ({gone.DeclaredType}) is no longer declared; it was {VerdictText.Of(gone.Verdict)}.",
        },
    };

    /// <summary>Null for a cluster that is not declared.</summary>
    private static string? WordOf(EncryptionType type) => type == EncryptionType.None ? null : WireWord.Of(type);
}
