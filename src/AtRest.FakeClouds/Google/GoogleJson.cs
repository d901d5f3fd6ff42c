using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Google;

/// <summary>JSON in the form of Google's REST APIs.</summary>
internal static class GoogleJson
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    public static Reply Write(JsonObject body, int status = 200) =>
        new(status, "application/json; charset=UTF-8", JsonShapes.WithoutNulls(body).ToJsonString(Layout));

    public static string? Time(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);

    public static JsonArray? List(IReadOnlyList<string>? values) => values is null ? null : JsonShapes.Array(values);
}
