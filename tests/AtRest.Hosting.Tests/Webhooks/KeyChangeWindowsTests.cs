using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Webhooks;
using AtRest.Hosting.Webhooks.Coalescing;
using AtRest.Hosting.Webhooks.Events;
using AtRest.Hosting.Webhooks.Receiving;
using AtRest.KeyPolicies.Naming;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class KeyChangeWindowsTests
{
    private static readonly KeyChangeTarget Target = new(KeyScope.One(KmsKeyArn.Parse(TestInventory.Single)));
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero));
    private readonly FaultyQueue queue = new();
    private readonly KeyChangeWindows windows;

    public KeyChangeWindowsTests() => windows = new KeyChangeWindows(queue, new WebhookSettings(), clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Cover_WindowIsOver_OpensAnother()
    {
        (await CoverAsync("1")).ShouldBeFalse();
        clock.Advance(TimeSpan.FromSeconds(1.9));
        (await CoverAsync("2")).ShouldBeTrue();
        clock.Advance(TimeSpan.FromSeconds(0.1));
        (await CoverAsync("3")).ShouldBeFalse();

        queue.Sent.Select(message => message.First.Name).ShouldBe(["1", "3"]);
        windows.Find(queue.Sent[0].Window).ShouldBe(new KeyChangeSummary(2, new KeyChangeFacts { Name = "2" }));
        queue.Delays.ShouldAllBe(delay => delay == TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task Cover_MessageCouldNotBeSent_FailsForAllThatRestOnItAndTriesAgain()
    {
        queue.Hold();
        var both = new[] { CoverAsync("1"), CoverAsync("2") };
        queue.Fail();

        foreach (var one in both)
        {
            await Should.ThrowAsync<StorageException>(one);
        }

        (await CoverAsync("3")).ShouldBeFalse();
        queue.Sent.ShouldHaveSingleItem().First.Name.ShouldBe("3");
    }

    /// <summary>A caller that stops waiting does not affect the others.</summary>
    [Fact]
    public async Task Cover_FirstEventsRequestIsGivenUp_StillCoversTheSecond()
    {
        queue.Hold();
        using var impatient = new CancellationTokenSource();
        var first = windows.CoverAsync(Target, new KeyChangeFacts { Name = "1" }, impatient.Token);
        var second = CoverAsync("2");
        await impatient.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(first);
        queue.Release();

        (await second).ShouldBeTrue();
        queue.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Cover_MoreKeysThanAreRemembered_ForgetsTheOldest()
    {
        for (var number = 0; number <= KeyChangeWindows.MostWindows; number++)
        {
            await windows.CoverAsync(new(KeyScope.WholeRegion($"{number:d12}", "eu-central-1")), new KeyChangeFacts { Name = "1" }, Cancellation);
        }

        windows.AreOpen([new(KeyScope.WholeRegion("000000000000", "eu-central-1"))]).ShouldBeFalse();
        windows.AreOpen([new(KeyScope.WholeRegion("000000000001", "eu-central-1"))]).ShouldBeTrue();
        windows.Find(queue.Sent[0].Window).ShouldBeNull();
    }

    [Fact]
    public void RecentEvents_ManyMoreThanFit_RememberTheLastOnes()
    {
        var recent = new RecentEvents();
        var keys = Enumerable.Range(0, 3 * RecentEvents.Generation).Select(number => EventKey.Of(Event($"{number}"), null)).ToList();
        foreach (var key in keys)
        {
            recent.Add(key);
        }

        recent.Contains(keys[0]).ShouldBeFalse();
        keys.TakeLast(RecentEvents.Generation).ShouldAllBe(key => recent.Contains(key));
    }

    private static KeyEvent Event(string id) => new() { Id = id, AccountId = TestInventory.Account, Region = "eu-central-1", Scopes = [Target.Scope], Change = new KeyChangeFacts { Name = "kms:PutKeyPolicy" } };

    private Task<bool> CoverAsync(string name) => windows.CoverAsync(Target, new KeyChangeFacts { Name = name }, Cancellation);
}
