using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Generation;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks.Policies;

/// <summary>
/// How long the analysis of a policy takes, everything that the KPOL rules ask included, and how much of the bound it uses: the documented policy,
/// every policy of a folder of JSON files, and policies near 32 KiB that are built to take long.
/// </summary>
internal static class AnalysisBenchmark
{
    private const int Runs = 20;
    private const int Shown = 5;

    private static readonly KmsKeyArn Key = KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab");
    private static readonly Arn Role = Arn.TryParse("arn:aws:iam::444455556666:role/camunda/tenant-acme", out var role) ? role : throw new InvalidOperationException();

    public static void Run(string? folder, TextWriter output)
    {
        var documented = MinimalPolicy.For(Key.AccountId, Role);
        Analyze(documented);
        var times = Enumerable.Range(0, Runs).Select(_ => Analyze(documented).Elapsed.TotalMilliseconds).Order().ToList();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"documented policy, after start-up: {times[Runs / 2]:F2} ms (median of {Runs})"));

        var policies = folder is null ? [] : PoliciesOf(folder).Distinct(StringComparer.Ordinal).ToList();
        var results = policies.Select(policy => (Policy: policy, Result: Analyze(policy))).OrderByDescending(pair => pair.Result.Steps).ToList();
        output.WriteLine($"{results.Count} policies of {folder}, the most steps first (the bound is {KeyPolicyAnalysis.MostSteps}):");
        foreach (var (policy, result) in results.Take(Shown))
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {result.Steps,9} steps {result.Elapsed.TotalMilliseconds,8:F1} ms  {policy[..Math.Min(policy.Length, 120)]}"));
        }

        if (results.Count > 0)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  longest {results.Max(pair => pair.Result.Elapsed.TotalMilliseconds):F1} ms, median {results.Select(pair => pair.Result.Elapsed.TotalMilliseconds).Order().ElementAt(results.Count / 2):F2} ms"));
        }

        foreach (var (name, policy) in Hostile())
        {
            var result = Analyze(policy);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} ({policy.Length} bytes): {result.Elapsed.TotalMilliseconds:F0} ms, {result.Steps} steps, {result.Answer}"));
        }
    }

    private static (TimeSpan Elapsed, long Steps, string Answer) Analyze(string policy)
    {
        var clock = Stopwatch.StartNew();
        var analysis = KeyPolicyAnalysis.Of(policy, new() { Key = Key, Roles = [Role], Grants = [], Moment = DateTimeOffset.UnixEpoch });
        string answer;
        try
        {
            answer = string.Join(", ", analysis.Unmet());
        }
        catch (PolicyTooIntricateException)
        {
            answer = "too intricate";
        }

        return (clock.Elapsed, analysis.Steps, answer.Length == 0 ? "meets everything" : answer);
    }

    /// <summary>Every object with a <c>Statement</c> in the JSON files of a folder, and each list of added statements as a separate policy.</summary>
    private static IEnumerable<string> PoliciesOf(string folder) => Directory.EnumerateFiles(folder, "*.json*", SearchOption.AllDirectories)
        .SelectMany(file => file.EndsWith(".jsonl", StringComparison.Ordinal) ? File.ReadLines(file) : [File.ReadAllText(file)])
        .SelectMany(text => Within(Parse(text)));

    private static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text, documentOptions: new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static IEnumerable<string> Within(JsonNode? node) => node switch
    {
        JsonObject policy when policy["Statement"] is not null => [policy.ToJsonString()],
        JsonObject patch when patch["add"] is JsonArray added => [Policy(added.Select(statement => (object)statement!.DeepClone()))],
        JsonObject map => map.SelectMany(member => Within(member.Value)),
        JsonArray list => list.SelectMany(Within),
        _ => [],
    };

    private static IEnumerable<(string Name, string Policy)> Hostile() =>
    [
        ("a service and its account in each statement", Policy(Many(185, i => new { Effect = "Allow", Principal = new { Service = $"s{i}.amazonaws.com" }, Action = "kms:Decrypt", Resource = "*", Condition = Condition("StringEquals", "aws:SourceAccount", Account(i)) }))),
        ("2,500 patterns that begin with a star", Policy([new { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = Condition("StringLike", "aws:PrincipalArn", [.. Enumerable.Range(0, 2500).Select(i => $"*:n{i}*")]) }])),
        ("1,900 accounts", Policy([new { Effect = "Allow", Principal = new { AWS = Enumerable.Range(0, 1900).Select(Account) }, Action = "kms:Decrypt", Resource = "*" }])),
        ("100 statements with a pattern of two stars", Policy(Many(100, i => new { Effect = i % 2 == 0 ? "Allow" : "Deny", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = Condition("StringLike", "aws:PrincipalArn", $"*a{i}*b*") }))),
        ("120 statements with address ranges", Policy(Many(120, i => new { Effect = i % 2 == 0 ? "Allow" : "Deny", Principal = "*", Action = "kms:*", Resource = "*", Condition = Condition("IpAddress", "aws:SourceIp", $"{i}.0.0.0/7", $"10.{i}.0.0/16") }))),
        ("120 Deny statements on 18 tags", Policy(Many(120, i => new { Effect = i == 1 ? "Allow" : "Deny", Principal = "*", Action = "kms:*", Resource = "*", Condition = new { StringNotLike = new Dictionary<string, string> { [$"aws:PrincipalTag/t{i % 11}"] = $"*{i}*", [$"aws:PrincipalTag/u{i % 7}"] = $"*{i}*" } } }))),
        ("400 patterns of question marks and stars", Policy([new { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = Condition("StringLike", "aws:PrincipalArn", [.. Enumerable.Range(1, 400).Select(i => new string('?', i % 60) + $"*{i}*x")]) }])),
        ("an action in each statement", Policy(Many(280, i => new { Effect = i % 2 == 0 ? "Allow" : "Deny", Principal = new { AWS = Account(i) }, Action = $"kms:*{i}", Resource = "*" }))),
    ];

    private static IEnumerable<object> Many(int count, Func<int, object> statement) => Enumerable.Range(1, count).Select(statement);

    private static string Account(int number) => (200_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, Dictionary<string, string[]>> Condition(string @operator, string key, params string[] values) => new() { [@operator] = new() { [key] = values } };

    private static string Policy(IEnumerable<object> statements) => JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
}
