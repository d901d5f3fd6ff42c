using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.KeyPolicies.Tests.Simulation;

/// <summary>Tests the answers to lines: <c>Cases/*.json</c>. Each file names the part of the documented interface that it tests.</summary>
public sealed class SimulationCaseTests
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static TheoryData<string> Names => [.. Cases().Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Answer_LineOfCase_IsAsExpected(string name)
    {
        var item = Cases().Single(found => found.Name == name).Case;
        var answer = Answer(LineOf(item));

        var expected = JsonNode.Parse(item.GetProperty("expected").GetRawText())!.AsObject();
        expected.Count.ShouldBe(answer.Count, answer.ToJsonString());
        foreach (var (property, value) in expected)
        {
            Matches(value, answer[property]).ShouldBeTrue($"{property} of {answer.ToJsonString()}");
        }
    }

    [Fact]
    public void Files_Always_CiteTheInterface() =>
        Files().ShouldAllBe(file => file.File.GetProperty("source").GetString()!.StartsWith("docs/cli.md", StringComparison.Ordinal));

    [Fact]
    public void Answer_IdIsNotUtf8_NamesTheLine() =>
        Answer([.. "{\"id\":\""u8, 0xFF, .. "\"}"u8])["error"]!.GetValue<string>().ShouldBe("Line 7: The line is not UTF-8 text.");

    internal static JsonObject Answer(string line) => Answer(Encoding.UTF8.GetBytes(line));

    private static JsonObject Answer(byte[] line)
    {
        using var simulator = new PolicySimulator();
        var output = new ArrayBufferWriter<byte>();
        simulator.Answer(line, 7, output);
        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        text.IndexOf('\n', StringComparison.Ordinal).ShouldBe(text.Length - 1);
        return JsonNode.Parse(text)!.AsObject();
    }

    /// <summary>The line of a case: its <c>text</c>, or the line with the documented policy, with the properties of <c>line</c> added or replaced.</summary>
    private static string LineOf(JsonElement item)
    {
        if (item.TryGetProperty("text", out var text))
        {
            return text.GetString()!;
        }

        var line = JsonNode.Parse(
            """
            {
              "id": "1",
              "policy": {"Version":"2012-10-17","Statement":[
                {"Sid":"Owner","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"kms:*","Resource":"*"},
                {"Sid":"Cluster","Effect":"Allow","Principal":{"AWS":"arn:aws:iam::444455556666:role/tenant"},"Action":"kms:Decrypt","Resource":"*"}]},
              "keyArn": "arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
              "request": {"principal": "arn:aws:iam::444455556666:role/tenant", "action": "kms:Decrypt"}
            }
            """)!.AsObject();
        foreach (var change in item.GetProperty("line").EnumerateObject())
        {
            line.Remove(change.Name);
            if (change.Value.ValueKind != JsonValueKind.Object || change.Value.EnumerateObject().Any())
            {
                line[change.Name] = JsonNode.Parse(change.Value.GetRawText());
            }
        }

        return line.ToJsonString();
    }

    /// <summary>Whether a value is as expected. A string with <c>…</c> at one end matches any text there, and objects can have further properties.</summary>
    private static bool Matches(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject wanted, JsonObject found) => wanted.All(pair => Matches(pair.Value, found[pair.Key])),
        (JsonArray wanted, JsonArray found) => wanted.Count == found.Count && wanted.Zip(found).All(pair => Matches(pair.First, pair.Second)),
        (JsonValue wanted, JsonValue found) when wanted.GetValueKind() == JsonValueKind.String && found.GetValueKind() == JsonValueKind.String =>
            Matches(wanted.GetValue<string>(), found.GetValue<string>()),
        _ => JsonNode.DeepEquals(expected, actual),
    };

    private static bool Matches(string wanted, string found) =>
        wanted.EndsWith('…') ? found.StartsWith(wanted[..^1], StringComparison.Ordinal)
        : wanted.StartsWith('…') ? found.EndsWith(wanted[1..], StringComparison.Ordinal)
        : wanted == found;

    private static IEnumerable<(string Name, JsonElement Case)> Cases() =>
        Files().SelectMany(file => file.File.GetProperty("cases").EnumerateArray().Select(item => ($"{file.Name}: {item.GetProperty("name").GetString()}", item)));

    private static IEnumerable<(string Name, JsonElement File)> Files([CallerFilePath] string here = "") =>
        Directory.EnumerateFiles(Path.Combine(Path.GetDirectoryName(here)!, "Cases"), "*.json").Order(StringComparer.Ordinal)
            .Select(path => (Path.GetFileNameWithoutExtension(path), JsonDocument.Parse(File.ReadAllText(path), Options).RootElement));
}
