using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Reports;

namespace AtRest.Hosting.Notifications.Messages;

/// <summary>Writes a body that is small enough for a queue message and for a receiver: the specification recommends less than 20 KB.</summary>
internal static class NotificationWriter
{
    private const int MostBytes = 20_000;
    private const int MostClusters = 100;
    private const int MostChanges = 50;
    private const int LongestText = 500;

    /// <summary>The same report gives the same bytes.</summary>
    public static byte[] Write(NotificationFormat format, ReportEntry entry, AuditReport report, Uri? publicUrl) => format switch
    {
        NotificationFormat.Webhook => Write(entry, report, publicUrl),
        NotificationFormat.Mail => Bytes(TextWriters.Mail(NotificationText.Of(entry, report, publicUrl))),
        NotificationFormat.Slack => Bytes(TextWriters.Slack(NotificationText.Of(entry, report, publicUrl))),
        NotificationFormat.Teams => Bytes(TextWriters.Teams(NotificationText.Of(entry, report, publicUrl))),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    /// <summary>For programs.</summary>
    public static byte[] Write(ReportEntry entry, AuditReport report, Uri? publicUrl)
    {
        for (var (clusters, changes) = (MostClusters, MostChanges); ; (clusters, changes) = (clusters / 2, changes / 2))
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(Body(entry, report, publicUrl, clusters, changes), NotificationJson.Default.NotificationBody);
            if (bytes.Length <= MostBytes || (clusters == 0 && changes == 0))
            {
                return bytes;
            }
        }
    }

    private static NotificationBody Body(ReportEntry entry, AuditReport report, Uri? publicUrl, int clusters, int changes) => new()
    {
        Timestamp = entry.GeneratedAt,
        Data = new NotificationData
        {
            Organization = entry.OrganizationId,
            ReportId = entry.ReportId,
            AuditId = entry.AuditId,
            Cause = WireWord.Of(entry.Cause),
            Detail = entry.Detail is null ? null : Shortened(entry.Detail, 4 * LongestText),
            Verdict = WireWord.Of(entry.Verdict),
            Scope = WireWord.Of(entry.Scope),
            Headline = entry.Headline is null ? null : Shortened(entry.Headline, LongestText),
            Demo = entry.Demo ? true : null,
            Clusters = [.. report.Clusters.Take(clusters).Select(cluster => new NotifiedCluster(cluster.Cluster.Id, Shortened(cluster.Cluster.Name, LongestText), WireWord.Of(cluster.Verdict)))],
            ClusterCount = entry.Clusters.Total,
            Changes = [.. report.Changes.Take(changes).Select(change => Shortened(change.Message, LongestText))],
            ChangeCount = report.Changes.Length,
            ReportUrl = $"{publicUrl?.AbsoluteUri.TrimEnd('/')}{ApiPaths.Of(ApiPaths.ReportFile, entry.OrganizationId, entry.ReportId, "json")}",
        },
    };

    private static byte[] Bytes(JsonObject body) => Encoding.UTF8.GetBytes(body.ToJsonString());

    internal static string Shortened(string text, int longest) =>
        text.Length <= longest ? text : $"{text[..(char.IsHighSurrogate(text[longest - 2]) ? longest - 2 : longest - 1)]}…";
}
