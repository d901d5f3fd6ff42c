using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace AtRest.Core.Tests.Rules.KeyPolicy;

/// <summary>Policies near the AWS limit of 32 KiB that are hard to analyze. They get an answer within seconds, even if it is that they are too complex.</summary>
public sealed class IntricatePolicyTests
{
    // This does not measure speed. It finds regressions that took minutes and grew with the cube of the policy's size.
    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(60);

    public static TheoryData<string, object[]> Policies => new()
    {
        { "services pinned to an account each", Many(185, i => new { Effect = "Allow", Principal = new { Service = $"s{i}.amazonaws.com" }, Action = "kms:Decrypt", Resource = "*", Condition = Pin("StringEquals", "aws:SourceAccount", Account(i)) }) },
        { "services pinned to a source each", Many(140, i => new { Effect = "Allow", Principal = new { Service = $"s{i}.amazonaws.com" }, Action = "kms:Decrypt", Resource = "*", Condition = Pin("ArnLike", "aws:SourceArn", $"arn:aws:s3:*:{Account(i)}:b{i}*") }) },
        { "anybody from many sources", Many(135, i => new { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = new { ArnLike = Map("aws:SourceArn", $"arn:aws:s3:::b{i}*"), IpAddress = Map("aws:SourceIp", $"{i}.0.0.0/7") } }) },
        { "anybody of many patterns", [new { Effect = "Allow", Principal = "*", Action = "kms:Decrypt", Resource = "*", Condition = new { StringLike = Map("aws:PrincipalArn", [.. Enumerable.Range(0, 3000).Select(i => $"*:n{i}*")]), StringEquals = Map("aws:PrincipalOrgID", "o-abcdefghij") } }] },
        { "hundreds of foreign accounts", [new { Effect = "Allow", Principal = new { AWS = Enumerable.Range(0, 1900).Select(Account) }, Action = "kms:Decrypt", Resource = "*" }] },
        { "an action a statement", Many(280, i => new { Effect = i % 2 == 0 ? "Allow" : "Deny", Principal = new { AWS = Account(i) }, Action = $"kms:*{i}", Resource = "*" }) },
    };

    [Theory]
    [MemberData(nameof(Policies))]
    public void Rules_IntricatePolicy_AnswerSoon(string what, object[] statements)
    {
        var text = JsonSerializer.Serialize(new { Version = "2012-10-17", Statement = statements });
        var context = CaseWorld.Context(CaseWorld.WithPolicy(text));

        foreach (var rule in KeyPolicyJudge.Rules)
        {
            var clock = Stopwatch.StartNew();
            var outcomes = rule.Evaluate(context).ToList();

            clock.Elapsed.ShouldBeLessThan(Hang, $"{rule.Descriptor.Id} on {what}, {text.Length} characters");
            outcomes.ShouldAllBe(outcome => outcome.Message.Length > 0);
            TestContext.Current.TestOutputHelper?.WriteLine($"{rule.Descriptor.Id} {outcomes[0].Status} {clock.ElapsedMilliseconds} ms: {outcomes[0].Message[..Math.Min(120, outcomes[0].Message.Length)]}");
        }
    }

    private static object[] Many(int count, Func<int, object> statement) => [.. Enumerable.Range(1, count).Select(statement)];

    private static string Account(int number) => (200_000_000_000 + number).ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, Dictionary<string, string[]>> Pin(string op, string key, string value) => new() { [op] = Map(key, value) };

    private static Dictionary<string, string[]> Map(string key, params string[] values) => new() { [key] = values };
}
