using System.Globalization;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AtRest.FakeClouds.Aws.CloudWatch;

/// <summary>The response of <c>GetMetricData</c> in CloudWatch's XML, in which times are texts.</summary>
internal static class MetricDataShapes
{
    public static IEnumerable<XElement> Xml(JsonObject answer)
    {
        foreach (JsonNode? result in (JsonArray)answer["MetricDataResults"]!)
        {
            result!["Timestamps"] = new JsonArray([.. ((JsonArray)result["Timestamps"]!).Select(time => (JsonNode)TimeOf((decimal)time!))]);
        }

        return answer.Select(member => AlarmShapes.Xml(member.Key, member.Value));
    }

    private static string TimeOf(decimal seconds) =>
        DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000)).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
