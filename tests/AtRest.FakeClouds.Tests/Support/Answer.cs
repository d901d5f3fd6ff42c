using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace AtRest.FakeClouds.Tests.Support;

/// <summary>A parsed answer of the fake cloud.</summary>
internal sealed record Answer(HttpStatusCode Status, string ContentType, string Body, ILookup<string, string> Headers)
{
    public JsonNode Json => JsonNode.Parse(Body)!;

    public string? JsonError => (string?)Json["__type"];

    public XElement Xml => XDocument.Parse(Body).Root!;

    /// <summary>The text of the first element with a name, in any namespace; null if there is none.</summary>
    public string? Text(string element) => Xml.DescendantsAndSelf().FirstOrDefault(candidate => candidate.Name.LocalName == element)?.Value;

    public static DateTimeOffset Time(JsonNode? epoch) => DateTimeOffset.FromUnixTimeMilliseconds((long)((decimal)epoch! * 1000));
}
