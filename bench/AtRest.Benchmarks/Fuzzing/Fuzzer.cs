using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using AtRest.Benchmarks.Policies;
using AtRest.Core.Aws;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Benchmarks.Fuzzing;

/// <summary>
/// Throws mutated policies and odd requests at the parser, the evaluator and the rules: nothing may throw, hang, or contradict itself, and no
/// answer may take longer than <see cref="Limit"/>.
/// </summary>
internal sealed class Fuzzer(int seed, TextWriter output)
{
    private const int RequestsPerPolicy = 6;
    private const int PoliciesPerCheck = 200;
    private const int Repeats = 5;

    private static readonly TimeSpan Limit = TimeSpan.FromMilliseconds(100);
    private static readonly Arn Role = Arn.TryParse(Documented.RoleArn, out var arn) ? arn : throw new FormatException(Documented.RoleArn);

    private readonly Random random = new(seed);
    private readonly Dictionary<string, (TimeSpan Time, string Policy)> slowest = [];
    private int failures;

    public int Run(TimeSpan duration)
    {
        var mutator = new PolicyMutator(random);
        var watch = Stopwatch.StartNew();
        var (policies, parsed, answers) = (0L, 0L, 0L);
        for (; watch.Elapsed < duration; policies++)
        {
            var text = mutator.Next();
            if (Measure("parse", text, () => KeyPolicy.Parse(text)) is not { Policy: { } policy })
            {
                continue;
            }

            parsed++;
            answers += Ask(text, policy);
            if (parsed % PoliciesPerCheck == 0)
            {
                Check(text);
            }
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {policies} texts, {parsed} policies, {answers} decisions in {watch.Elapsed.TotalMinutes:0.0} minutes; failures: {failures}"));
        foreach (var (what, (time, policy)) in slowest)
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"slowest {what}: {time.TotalMilliseconds:0.0} ms ({policy.Length} characters: {policy.AsSpan(0, Math.Min(160, policy.Length))}…)"));
        }

        return failures == 0 && slowest.Where(entry => entry.Key != "check").All(entry => entry.Value.Time < Limit) ? 0 : 1;
    }

    private int Ask(string text, KeyPolicy policy)
    {
        var evaluator = Measure("prepare", text, () => new KeyPolicyEvaluator(policy, Documented.Key, []));
        for (var i = 0; i < RequestsPerPolicy && evaluator is not null; i++)
        {
            var request = Request();
            var decision = Measure("evaluate", text, () => evaluator.Evaluate(request));
            if (decision is not null && decision.Outcome != evaluator.Decide(request))
            {
                Fail("Evaluate and Decide disagree", text);
            }
        }

        return RequestsPerPolicy;
    }

    private void Check(string text)
    {
        var result = Measure("check", text, () => PolicyCheck.Run(text, new() { Key = Documented.Key, Roles = [Role], Grants = [], Moment = DateTimeOffset.UnixEpoch }));
        foreach (var finding in result?.Findings.Where(finding => finding.Message.StartsWith("AtRest has a defect", StringComparison.Ordinal)) ?? [])
        {
            Fail(finding.Message, text);
        }
    }

    private AccessRequest Request()
    {
        var keys = Enumerable.Range(0, random.Next(6)).Select(_ => Pick(Seeds.Keys)).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return new()
        {
            Principal = Pick(Seeds.Principals),
            Action = Pick(Seeds.Actions),
            Context = keys.ToFrozenDictionary(key => key, _ => Enumerable.Range(0, random.Next(4)).Select(_ => Pick(Seeds.Values)).ToImmutableArray(), StringComparer.OrdinalIgnoreCase),
            Unknown = Enumerable.Range(0, random.Next(3)).Select(_ => Pick(Seeds.Keys)).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
        };
    }

    /// <summary>The best of a few runs if the first was slow: the machine's other work is not ours.</summary>
    private T? Measure<T>(string what, string text, Func<T> act)
        where T : class
    {
        try
        {
            var (result, time) = Time(act);
            var known = slowest.TryGetValue(what, out var entry) ? entry.Time : TimeSpan.FromMilliseconds(1);
            for (var i = 0; i < Repeats && time > known; i++)
            {
                var again = Time(act).Time;
                time = again < time ? again : time;
            }

            if (!slowest.TryGetValue(what, out var before) || time > before.Time)
            {
                slowest[what] = (time, text);
            }

            return result;
        }
        catch (Exception exception)
        {
            Fail($"{what}: {exception}", text);
            return null;
        }
    }

    private static (T Result, TimeSpan Time) Time<T>(Func<T> act)
    {
        var start = Stopwatch.GetTimestamp();
        var result = act();
        return (result, Stopwatch.GetElapsedTime(start));
    }

    private void Fail(string what, string text)
    {
        failures++;
        output.WriteLine($"FAILURE {what}");
        output.WriteLine(text);
    }

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
