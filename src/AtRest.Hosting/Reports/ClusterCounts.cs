using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.Core.Audits;

namespace AtRest.Hosting.Reports;

/// <summary>The number of a report's clusters with each verdict.</summary>
[JsonConverter(typeof(ClusterCountsConverter))]
internal sealed record ClusterCounts(int Total, int Compliant, int NonCompliant, int Indeterminate)
{
    public static ClusterCounts None { get; } = new(0, 0, 0, 0);

    /// <summary>An earlier release wrote the entry, with all clusters inside.</summary>
    [JsonIgnore]
    public bool AreInside { get; init; }

    public static ClusterCounts Of(IEnumerable<Verdict> verdicts) => verdicts.Aggregate(None, (counts, verdict) => counts.And(verdict));

    public ClusterCounts And(Verdict verdict) => verdict switch
    {
        Verdict.Compliant => this with { Total = Total + 1, Compliant = Compliant + 1 },
        Verdict.NonCompliant => this with { Total = Total + 1, NonCompliant = NonCompliant + 1 },
        Verdict.Indeterminate => this with { Total = Total + 1, Indeterminate = Indeterminate + 1 },
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, null),
    };
}

/// <summary>Reads the numbers, or counts the clusters that entries of earlier releases list.</summary>
internal sealed class ClusterCountsConverter : JsonConverter<ClusterCounts>
{
    public override ClusterCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            var numbers = JsonSerializer.Deserialize<Numbers>(ref reader, options) ?? throw new JsonException();
            return new ClusterCounts(numbers.Total, numbers.Compliant, numbers.NonCompliant, numbers.Indeterminate);
        }

        var counts = ClusterCounts.None with { AreInside = true };
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            counts = counts.And((JsonSerializer.Deserialize<ReportedCluster>(ref reader, options) ?? throw new JsonException()).Verdict);
        }

        return counts;
    }

    public override void Write(Utf8JsonWriter writer, ClusterCounts value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, new Numbers(value.Total, value.Compliant, value.NonCompliant, value.Indeterminate), options);

    private sealed record Numbers(int Total, int Compliant, int NonCompliant, int Indeterminate);
}
