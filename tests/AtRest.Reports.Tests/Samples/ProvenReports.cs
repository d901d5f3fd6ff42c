using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Evidence;

namespace AtRest.Reports.Tests.Samples;

/// <summary>Reports that say something about themselves: a demo's, one about some clusters, and one of a cluster on a cloud that AtRest does not know.</summary>
internal static class ProvenReports
{
    public const string Session = "arn:aws:sts::111122223333:assumed-role/AtRestAudit/atrest-1";
    public const string Hash = "894ed8451a9e2fe2c765b3cf92bf14f9d27b5b8147ead397afc681ff163e39d9";

    public static AuditReport Demo() => SampleReports.Bank() with
    {
        Demo = true,
        OrderedBy = new AuditOrderer { Cause = OrderCause.CommandLine, Name = "<alice> on build-7" },
        InventorySha256 = Hash,
        CollectedAs =
        [
            new AccountReader { Cloud = "aws", Account = "111122223333", Identity = Session, Source = "sts:AssumeRole" },
            new AccountReader { Cloud = "aws", Account = "222233334444", Source = "sts:AssumeRole", Detail = "AWS refused sts:AssumeRole <now>." },
            new AccountReader { Cloud = "camunda", Account = "https://api.cloud.camunda.io", Identity = "client-7", Source = "the API client that ACME_ID names" },
        ],
    };

    /// <summary>One of eight clusters.</summary>
    public static AuditReport Partial() => SampleReports.Single() with
    {
        LeftOut = [.. Enumerable.Range(1, 7).Select(number => $"left-out-{number}")],
        OrderedBy = new AuditOrderer { Cause = OrderCause.KeyChange, Detail = "kms:PutKeyPolicy on arn:aws:kms:eu-central-1:111122223333:key/1 by <bob>" },
    };

    public static AuditReport UnknownCloud()
    {
        var report = ReportedClusters.Report();
        return report with
        {
            Clusters = [.. report.Clusters.Select(audit => audit.Cluster.Id == "c-stranger"
                ? audit with { Cluster = audit.Cluster with { Provider = null, Region = "westeurope" }, ReportedProvider = "<Azure>", Reported = new CamundaCluster { Uuid = "c-stranger", Name = "stranger", Region = new CamundaName("r-9", "westeurope") } }
                : audit)],
        };
    }

    /// <summary>Nothing tells the cloud of its cluster.</summary>
    public static AuditReport NoCloud()
    {
        var report = UnknownCloud();
        return report with { Clusters = [.. report.Clusters.Select(audit => audit with { ReportedProvider = null })] };
    }
}
