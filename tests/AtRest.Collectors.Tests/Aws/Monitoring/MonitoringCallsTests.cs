using AtRest.Collectors.Tests.Support;
using AtRest.Core.Aws.Evidence;
using AtRest.FakeClouds;

namespace AtRest.Collectors.Tests.Aws.Monitoring;

/// <summary>The number of calls to find out whether changes are reported.</summary>
public sealed class MonitoringCallsTests
{
    private const int Samples = 6;

    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    public async Task Collect_PatternForAllKeys_IsTestedOnceForTheAccountAndRegion(int count)
    {
        var collection = await RunAsync(count, ("keys", Watchers.AllOfKms));

        collection.Calls["events:ListRules"].ShouldBe(1);
        collection.Calls["events:ListTargetsByRule"].ShouldBe(1);
        collection.Calls["events:TestEventPattern"].ShouldBe(Samples);
        collection.Clouds.Aws.EventBridge.Single().Matches.Length.ShouldBe(count);
        collection.Clouds.Aws.EventBridge.Single().Matches.Sum(match => match.Calls).ShouldBe(Samples);
    }

    /// <summary>Only tests of rules and metric filters need the keys: what comes after the last key makes every audit longer.</summary>
    [Theory]
    [InlineData("events:ListRules")]
    [InlineData("events:ListTargetsByRule")]
    [InlineData("logs:DescribeLogGroups")]
    public async Task Collect_WhatNeedsNoKey_IsReadBeforeTheLastKey(string operation)
    {
        var keys = Fleets.Keys(100);
        var world = Watchers.WatchedTrail().Keys([.. keys]).Rule("keys", Watchers.AllOfKms);
        await using var cloud = await FakeCloud.StartAsync(world.Build(), cancellationToken: TestContext.Current.CancellationToken);

        await Collection.CollectAsync(Collection.OptionsFor(cloud.Endpoint) with { MaxConcurrency = 4 }, Fleets.Organization([.. keys]));

        var calls = cloud.History.Select(call => call.Operation).ToList();
        calls.ShouldContain(operation);
        calls.LastIndexOf(operation).ShouldBeLessThan(calls.FindLastIndex(call => call.StartsWith("kms:", StringComparison.Ordinal)));
        calls.IndexOf("events:TestEventPattern").ShouldBeGreaterThan(calls.FindLastIndex(call => call == "kms:DescribeKey"));
    }

    [Fact]
    public async Task Collect_PatternThatNamesAKey_IsTestedForEachKey()
    {
        var collection = await RunAsync(6, ("keys", """{"source":["aws.kms"],"detail":{"resources":{"ARN":[{"prefix":"arn:aws:kms:"}]}}}"""));

        collection.Calls["events:TestEventPattern"].ShouldBe(6 * Samples);
    }

    [Fact]
    public async Task Collect_OnePatternOfTwoRules_IsTestedOnce()
    {
        const string Half = """{"source":["aws.kms"],"detail":{"eventName":["DisableKey"]}}""";

        (await RunAsync(3, ("a", Half), ("b", Half))).Calls["events:TestEventPattern"].ShouldBe(Samples);
    }

    [Fact]
    public async Task Collect_RulesAfterOneThatMatchesEverything_AreNotTested()
    {
        var collection = await RunAsync(2, ("a", Watchers.AllOfKms), ("b", """{"source":["aws.kms"]}"""), ("0-catch-all", """{"source":[{"prefix":""}]}"""));

        collection.Calls["events:TestEventPattern"].ShouldBe(Samples);
        collection.Clouds.Aws.EventBridge.Single().Matches.ShouldAllBe(entry => entry.Value!.RuleArn == Watchers.RuleArn("a"));
    }

    [Fact]
    public async Task Collect_TwoOrganizationsWithOneRole_ShareTheAnswers()
    {
        var world = Worlds.Account().Keys([Names.Key, Names.SecondKey]).Rule("keys", Watchers.AllOfKms);

        var collection = await Collection.RunAsync(world.Build(), Fleets.Named("acme", Names.Key), Fleets.Named("beta", Names.SecondKey));

        collection.Calls["events:ListRules"].ShouldBe(1);
        collection.Calls["events:TestEventPattern"].ShouldBe(Samples);
        collection.Evidence["beta"].Aws.EventBridge.Single().Matches.Single().Value!.KeyArn.ShouldBe(Names.SecondKey);
    }

    private static Task<Collection> RunAsync(int count, params (string Name, string Pattern)[] rules)
    {
        var keys = Fleets.Keys(count);
        var world = rules.Aggregate(Worlds.Account().Keys(keys), (builder, rule) => builder.Rule(rule.Name, rule.Pattern));
        return Collection.RunAsync(world.Build(), Fleets.Organization([.. keys]));
    }
}
