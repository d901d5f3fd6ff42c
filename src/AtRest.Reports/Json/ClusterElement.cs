using System.Globalization;
using System.Text.Json;
using AtRest.Core.Audits;
using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Json;

/// <summary>An element of <c>clusters</c>.</summary>
internal static class ClusterElement
{
    public static void Write(Utf8JsonWriter json, ClusterAudit audit)
    {
        var cluster = audit.Cluster;
        json.WriteStartObject();
        json.WriteText("id", cluster.Id);
        json.WriteText("name", cluster.Name);
        json.WriteText("stage", cluster.Stage);
        json.WriteString("provider", ReportWords.Of(cluster.Provider));
        json.WriteText("region", cluster.Region);
        json.WriteText("backupRegion", cluster.BackupRegion);
        WriteDeclared(json, cluster.Encryption);
        if (audit.Reported is { } reported)
        {
            WriteReported(json, reported, audit.ReportedProvider);
        }

        json.WriteTextIfAny("notEvaluated", audit.NotEvaluated);
        json.WriteString("verdict", ReportWords.Of(audit.Verdict));
        json.WriteStartArray("statements");
        foreach (var statement in audit.Statements)
        {
            json.WriteStartObject();
            json.WriteText("text", statement.Text);
            json.WriteText("source", statement.Source);
            if (statement.SourceRead is { } read)
            {
                json.WriteString("sourceRead", read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("findings");
        foreach (var finding in audit.Findings)
        {
            FindingElement.Write(json, finding);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>In Camunda's own words.</summary>
    private static void WriteReported(Utf8JsonWriter json, CamundaCluster reported, string? provider)
    {
        json.WriteStartObject("reported");
        json.WriteTextIfAny("type", reported.Encryption?.Type);
        json.WriteTextIfAny("status", reported.Encryption?.Status);
        json.WriteTextIfAny("primaryKeyArn", reported.Encryption?.PrimaryKeyArn);
        json.WriteTextIfAny("secondaryKeyArn", reported.Encryption?.SecondaryKeyArn);
        json.WriteTextIfAny("provider", provider);
        json.WriteTextIfAny("region", reported.Region?.Name);
        json.WriteTextIfAny("backupRegion", reported.BackupRegion?.Name);
        json.WriteEndObject();
    }

    private static void WriteDeclared(Utf8JsonWriter json, DeclaredEncryption encryption)
    {
        json.WriteStartObject("declared");
        json.WriteString("type", ReportWords.Of(encryption.Type));
        switch (encryption)
        {
            case DeclaredEncryption.External external:
                json.WriteText("roleArn", external.RoleArn.Value);
                json.WriteText("primaryKeyArn", external.PrimaryKeyArn.Value);
                json.WriteTextIfAny("secondaryKeyArn", external.SecondaryKeyArn?.Value);
                break;
            case DeclaredEncryption.Software software:
                json.WriteTextIfAny("cryptoKey", software.CryptoKey);
                break;
            case DeclaredEncryption.Hardware hardware:
                json.WriteTextIfAny("cryptoKey", hardware.CryptoKey);
                break;
        }

        json.WriteEndObject();
    }
}
