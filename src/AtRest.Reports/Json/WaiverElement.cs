using System.Globalization;
using System.Text.Json;
using AtRest.Core.Inventory;

namespace AtRest.Reports.Json;

/// <summary>The fields of a waiver, in a finding and in the list of all.</summary>
internal static class WaiverElement
{
    public static void WriteFields(Utf8JsonWriter json, Waiver waiver)
    {
        json.WriteText("rule", waiver.Rule);
        json.WriteText("cluster", waiver.Cluster);
        json.WriteText("reason", waiver.Reason);
        json.WriteText("owner", waiver.Owner);
        json.WriteText("approvedBy", waiver.ApprovedBy);
        json.WriteString("expires", waiver.Expires.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
    }
}
