using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;
using AtRest.KeyPolicies.Tests.Access;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Compares all answers about the policies in the folder <c>Answers</c>, and the number of steps, with saved answers. So a change of an answer, of an
/// example or of the work is visible in a review. The other tests here check whether the answers are correct. Set <c>ATREST_TESTS_REWRITE=1</c> to rewrite
/// the files.
/// </summary>
public sealed class DecidedAnswersTests
{
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly bool IsRewriting = Environment.GetEnvironmentVariable("ATREST_TESTS_REWRITE") is "1";

    public static TheoryData<string> Cases => [.. Directory.EnumerateFiles(Folder(), "*.json").Order(StringComparer.Ordinal)
        .SelectMany(path => Read(path).Select(@case => $"{Path.GetFileNameWithoutExtension(path)}: {@case["name"]}"))];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Analysis_OfAPolicy_AnswersAsBefore(string name)
    {
        var path = Path.Combine(Folder(), name[..name.IndexOf(':', StringComparison.Ordinal)] + ".json");
        var cases = Read(path);
        var @case = cases.Single(@case => name.EndsWith(": " + @case["name"], StringComparison.Ordinal));
        var answer = AnswersOf(@case).ToList();
        if (IsRewriting)
        {
            @case["answer"] = new JsonArray([.. answer.Select(line => (JsonNode)line)]);
            File.WriteAllText(path, Write(cases));
        }
        else
        {
            answer.ShouldBe(@case["answer"]!.AsArray().Select(line => line!.GetValue<string>()));
        }
    }

    private static List<JsonObject> Read(string path) => [.. JsonNode.Parse(File.ReadAllText(path))!.AsArray().Select(node => node!.AsObject())];

    private static IEnumerable<string> AnswersOf(JsonObject @case)
    {
        ImmutableArray<Arn> roles = [.. (@case["roles"]?.AsArray().Select(role => role!.GetValue<string>()) ?? [Requests.Role]).Select(text => Arn.TryParse(text, out var role) ? role : throw new FormatException(text))];
        var analysis = KeyPolicyAnalysis.Of(
            Requests.Policy([.. @case["statements"]!.AsArray().Select(statement => statement!.ToJsonString())]),
            new KeySubject { Key = Requests.Key, Roles = roles, Moment = DateTimeOffset.UnixEpoch });
        analysis.Reading.Issues.ShouldAllBe(issue => !issue.IsError);
        yield return $"public: {Try(() => analysis.Public is { } reach ? string.Join(" | ", reach.Parts.Select(Line)) : "no")}";
        foreach (var line in TryAll(() => analysis.Outsiders.Select(Line)))
        {
            yield return line;
        }

        yield return $"owner: {Try(() => $"{analysis.OwnerControl.Principal} {analysis.OwnerControl.Decision.Outcome}")}";
        foreach (var line in TryAll(() => analysis.Table().Rows.SelectMany(AccessLines.Of)))
        {
            yield return $"table: {line}";
        }

        yield return $"steps: {analysis.Steps}";
    }

    private static string Try(Func<string> answer) => TryAll(() => [answer()])[0];

    private static List<string> TryAll(Func<IEnumerable<string>> answers)
    {
        try
        {
            return [.. answers()];
        }
        catch (PolicyTooComplexException)
        {
            return ["too complex"];
        }
    }

    private static string Line(Outsider outsider) =>
        $"{outsider.Kind} {outsider.Name}{(outsider.AccountId is { } account ? $" ({account})" : "")}{(outsider.AdmittedBy.IsEmpty ? "" : $" by {string.Join(", ", outsider.AdmittedBy)}")}, such as {outsider.ExamplePrincipal}: "
        + string.Join(" | ", outsider.Reach.Parts.Select(Line));

    private static string Line(ActionReach part) =>
        $"{part.Actions[0]}{(part.Actions.Length > 1 ? $" and {part.Actions.Length - 1} more" : "")} {(part.IsCertain ? "by" : "perhaps by")} {List(part.Allowing)}"
        + (part.Denying.IsEmpty ? "" : $" unless {List(part.Denying)}") + (part.Unclear.IsEmpty ? "" : $", unclear {List(part.Unclear)}")
        + (part.Example is { } example ? $", such as {example.Principal} with {string.Join(", ", example.Context.OrderBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase).Select(pair => $"{pair.Key}={string.Join('+', pair.Value)}"))}" : "");

    private static string List(IEnumerable<int> numbers) => string.Join('+', numbers);

    /// <summary>Writes one statement per line.</summary>
    private static string Write(List<JsonObject> cases) => $"[\n{string.Join(",\n", cases.Select(@case =>
        $"  {{\n{string.Join(",\n", @case.Select(member => $"    \"{member.Key}\": {(member.Value is JsonArray list
            ? $"[\n{string.Join(",\n", list.Select(item => "      " + item!.ToJsonString(Compact)))}\n    ]"
            : member.Value!.ToJsonString(Compact))}"))}\n  }}"))}\n]\n";

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Answers");
}
