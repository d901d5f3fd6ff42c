using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Hosting.Tests.Work;

/// <summary>A worker shows that it is alive; others leave its message alone as long as it does.</summary>
public sealed class ClaimedQueueWorkTests : IDisposable
{
    private static readonly QueueDelivery Delivery = new("message", 1);
    private readonly ClaimWorld world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task HandleAsync_Always_ShowsTheClaimWhileItWorksOnly()
    {
        ListedClaim? during = null;
        var work = new MadeWork(async _ => during = await world.ClaimAsync("message"));

        await world.Worker(work).HandleAsync(Delivery, Cancellation);

        during.ShouldNotBeNull().State.ShouldBe(ClaimState.Held);
        (await world.ClaimAsync("message")).ShouldBeNull();
        world.Blobs.Calls.ShouldBe(2, "a claim costs two calls, and one for each beat");
    }

    [Fact]
    public async Task HandleAsync_SlowAndAlive_IsLeftAlone()
    {
        var end = new TaskCompletionSource();
        var (slow, other) = (new MadeWork(_ => end.Task), new MadeWork());
        var working = world.Worker(slow).HandleAsync(Delivery, Cancellation);
        for (var beats = 1; beats <= 30; beats++)
        {
            await world.BeatAsync("message");
            await world.ResumeAsync();
            await world.Worker(other, world.OtherClaims).HandleAsync(Delivery, Cancellation);
        }

        (await world.Messages.CountAsync(Cancellation)).ShouldBe(0);
        other.Begun.ShouldBeEmpty();
        world.Blobs.Calls.ShouldBe(31);
        end.SetResult();
        await working;
        (await world.ClaimAsync("message")).ShouldBeNull();
    }

    [Fact]
    public async Task RunAsync_WorkerIsKilled_TheMessageIsQueuedAgainOnceAndDoneByAnother()
    {
        await world.KillWorkerAsync("message");
        world.Time.Advance(world.Times.Held - TimeSpan.FromSeconds(1));
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBeEmpty();
        world.Time.Advance(TimeSpan.FromSeconds(1));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(world.ResumeAsync)));
        await world.ResumeAsync();

        (await world.ReceiveAsync()).ShouldBe(["message"]);
        var work = new MadeWork();
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldHaveSingleItem();
        (await world.ClaimAsync("message")).ShouldBeNull();
    }

    /// <summary>In <c>serve</c> a message is seen again after half a minute.</summary>
    [Fact]
    public async Task HandleAsync_WorkerIsKilledAndTheMessageIsSeenAgain_IsDoneOnceTheClaimIsOld()
    {
        await world.KillWorkerAsync("message");
        var work = new MadeWork();
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldBeEmpty();
        world.Time.Advance(world.Times.Held);
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task HandleAsync_OnePassesWhileManyTry_IsWorkedOnOnce()
    {
        await world.KillWorkerAsync("message");
        world.Time.Advance(world.Times.Held);
        var end = new TaskCompletionSource();
        var work = new MadeWork(_ => end.Task);
        var workers = Enumerable.Range(0, 8).Select(_ => Task.Run(() => world.Worker(work, world.OtherClaims).HandleAsync(Delivery, Cancellation))).ToList();
        await Until.TrueAsync("all but one have given up", () => workers.Count(worker => worker.IsCompleted) >= 7);
        end.SetResult();
        await Task.WhenAll(workers);
        work.Begun.ShouldHaveSingleItem();
    }

    /// <summary>The storage is out of order for one of two workers, so that the other must take it for dead.</summary>
    [Fact]
    public async Task HandleAsync_TakenForDead_StopsAndLeavesTheMessageToTheOther()
    {
        CancellationToken seen = default;
        var one = new MadeWork(token => Task.Delay(Timeout.Infinite, seen = token));
        var working = world.Worker(one).HandleAsync(Delivery, Cancellation);
        for (var beat = 1; beat <= 3; beat++)
        {
            await world.ReachBeatAsync();
            seen.IsCancellationRequested.ShouldBeFalse("others do not take it for dead yet");
            world.Blobs.IsOutOfOrder = true;
            world.Time.Advance(world.Times.RenewInterval);
            await Until.TrueAsync($"beat {beat} fails", () => world.Blobs.Faults >= beat);
        }

        await working;
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"]);
        var held = (await world.OtherClaims.TakeAsync(ClaimWorld.Queue, "message", Cancellation)).ShouldNotBeNull();

        seen.IsCancellationRequested.ShouldBeTrue();
        (await world.ClaimAsync("message")).ShouldNotBeNull().ETag.ShouldBe(held.ETag);
    }

    /// <summary>The poison message is seen at once, by another process.</summary>
    [Fact]
    public async Task HandleAsync_GivenUpWhileThePoisonIsTaken_IsHandledAsPoisonOnce()
    {
        await world.FailOftenAsync(world.Times.MostFailures - 1);

        var work = new MadeWork(_ => throw new InvalidOperationException("The last one."));
        var queues = new EagerQueue(text => world.Worker(work).HandlePoisonAsync(new QueueDelivery(text, 1), Cancellation));
        await world.Worker(work, queues: queues).HandleAsync(Delivery, Cancellation);

        work.Begun.ShouldHaveSingleItem();
        work.Poisoned.ShouldHaveSingleItem();
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    /// <summary>The same message was written twice, by two who finished the same audit.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandleAsync_TheSameMessageAgain_IsDroppedWhereItMustBe(bool mustNotRepeat)
    {
        var work = new MadeWork(mustNotRepeat: mustNotRepeat);
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        await world.Worker(work).HandleAsync(Delivery, Cancellation);

        work.Begun.Count.ShouldBe(mustNotRepeat ? 1 : 2);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandleAsync_HangsAndShowsLife_IsGivenToAnother(bool canBeStopped)
    {
        var end = new TaskCompletionSource();
        var working = world.Worker(new MadeWork(token => canBeStopped ? Task.Delay(Timeout.Infinite, token) : end.Task)).HandleAsync(Delivery, Cancellation);
        for (var waited = world.Times.RenewInterval; waited < world.Times.Longest; waited += world.Times.RenewInterval)
        {
            await world.BeatAsync("message");
        }

        await world.ReachBeatAsync();
        world.Time.Advance(world.Times.RenewInterval);
        if (canBeStopped)
        {
            (await Should.ThrowAsync<RetryLaterException>(() => working)).InnerException.ShouldBeOfType<TimeoutException>().Message.ShouldContain("9.5 minutes");
            (await world.ClaimAsync("message")).ShouldNotBeNull().State.ShouldBe(ClaimState.Waiting);
            return;
        }

        world.Time.Advance(world.Times.Held);
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"]);
        var other = new MadeWork();
        await world.Worker(other).HandleAsync(Delivery, Cancellation);
        other.Begun.ShouldHaveSingleItem();
        end.SetResult();
        await working;
    }

    /// <summary>A host that drains has not failed, however often it does.</summary>
    [Fact]
    public async Task HandleAsync_IsStopped_IsNoTry()
    {
        var work = new MadeWork(token => Task.Delay(Timeout.Infinite, token));
        for (var times = 1; times <= world.Times.MostFailures + 2; times++)
        {
            using var stopping = new CancellationTokenSource();
            var working = world.Worker(work).HandleAsync(Delivery, stopping.Token);
            await Until.TrueAsync("the work has begun", () => work.Begun.Count >= times, () => working.Exception?.Message ?? "");
            await stopping.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => working);
        }

        (await world.Poison.CountAsync(Cancellation)).ShouldBe(0);
    }

    /// <summary>The message in work is younger than the old copy that was delivered too often.</summary>
    [Fact]
    public async Task HandlePoisonAsync_AWorkerHasTheMessage_IsNotGivenUp()
    {
        await world.KillWorkerAsync("message");
        var work = new MadeWork();
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        work.Poisoned.ShouldBeEmpty();
        world.Time.Advance(world.Times.Held);
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        work.Poisoned.ShouldHaveSingleItem();
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task HandleAsync_DoneAfterAKill_ALateCopyIsDroppedWhereItMustBe(bool mustNotRepeat)
    {
        await world.KillWorkerAsync("message");
        world.Time.Advance(world.Times.Held);
        var work = new MadeWork(mustNotRepeat: mustNotRepeat);
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        world.Time.Advance(TimeSpan.FromMinutes(10));
        await world.ResumeAsync();
        await world.Worker(work).HandleAsync(Delivery, Cancellation);

        work.Begun.Count.ShouldBe(mustNotRepeat ? 1 : 2);
        world.Time.Advance(world.Times.Remembered);
        await world.ResumeAsync();
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    /// <summary>Killed between the two writes of a resumption, or the queue lost it: whatever waits and is nowhere to be seen.</summary>
    [Fact]
    public async Task RunAsync_AMessageWaitsAndIsNotThere_IsQueuedAgain()
    {
        await world.KillWorkerAsync("message");
        world.Time.Advance(world.Times.Held);
        await world.OtherClaims.FreeAsync((await world.ClaimAsync("message"))!, Cancellation);
        world.Time.Advance(world.Times.Quiet - TimeSpan.FromSeconds(1));
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBeEmpty();
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"]);
    }

    [Fact]
    public async Task RunAsync_AMessageWaitsInALongQueue_IsNotQueuedAgain()
    {
        await world.Messages.EnqueueAsync("other", TimeSpan.Zero, Cancellation);
        await world.KillWorkerAsync("message");
        world.Time.Advance(world.Times.Held);
        await world.ResumeAsync();
        for (var time = 0; time < 5; time++)
        {
            world.Time.Advance(world.Times.Quiet);
            await world.ResumeAsync();
        }

        (await world.ReceiveAsync()).ShouldBe(["other", "message"]);
    }

    [Fact]
    public async Task RunAsync_ADamagedClaim_KeepsNoOtherWaiting()
    {
        await world.KillWorkerAsync("message");
        using var damaged = new MemoryStream("{"u8.ToArray());
        await world.Blobs.WriteAsync($"working/{ClaimWorld.Queue}/0.json", damaged, new() { Condition = WriteCondition.CreateOnly, ContentType = "application/vnd.atrest.held+json" }, Cancellation);
        world.Time.Advance(world.Times.Held);
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"]);
    }
}
