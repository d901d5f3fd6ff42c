using AtRest.Hosting.Inventories;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Work;

/// <summary>Only work that ended with an error counts: neither kills nor outages of the storage do.</summary>
public sealed class CountedFailureTests : IDisposable
{
    private static readonly QueueDelivery Delivery = new("message", 1);
    private readonly ClaimWorld world = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => world.Dispose();

    /// <summary>174 of 240 clusters were not evaluated after 60 kills of a server.</summary>
    [Fact]
    public async Task HandleAsync_ItsWorkersAreKilled_IsNoFailure()
    {
        for (var kills = 1; kills <= 60; kills++)
        {
            await world.KillWorkerAsync("message");
            world.Time.Advance(world.Times.Held);
            await world.ResumeAsync();
            (await world.ReceiveAsync()).ShouldBe(["message"]);
        }

        var work = new MadeWork();
        await world.Worker(work).HandleAsync(Delivery, Cancellation);

        work.Begun.ShouldHaveSingleItem();
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(0);
    }

    /// <summary>A message that kills its workers must have an end, too: after six hours of kills.</summary>
    [Fact]
    public async Task HandleAsync_ItsWorkersAreKilledForHours_BecomesPoison()
    {
        (world.Times.MostKills * world.Times.Held).ShouldBe(TimeSpan.FromHours(6), TimeSpan.FromMinutes(1));
        var work = new MadeWork();
        for (var kills = 1; kills <= world.Times.MostKills; kills++)
        {
            await world.KillWorkerAsync("message");
            world.Time.Advance(world.Times.Held);
        }

        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldBeEmpty();
        (await world.Poison.ReceiveAsync(new(), Cancellation)).ShouldHaveSingleItem().Text.ShouldBe("message");
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldBeEmpty("it is given up, and copies are dropped");
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        work.Poisoned.ShouldHaveSingleItem();
        work.WasOutage.ShouldBeFalse();
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task HandleAsync_Fails_WaitsLongerEachTimeAndBecomesPoisonAfterTheFifth()
    {
        var pauses = await world.FailOftenAsync(4);
        pauses.ShouldBe([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(40)]);
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(0);

        var work = new MadeWork(_ => throw new InvalidOperationException("It failed."));
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(1);
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        work.Poisoned.ShouldHaveSingleItem();
    }

    /// <summary>A disk that was full for 102 seconds used up all deliveries.</summary>
    [Fact]
    public async Task HandleAsync_TheStorageFails_IsNoFailureAndWaitsLongerEachTime()
    {
        var pauses = new List<TimeSpan>();
        for (var outage = 1; outage <= 20; outage++)
        {
            pauses.Add(await world.FailAsync(new StorageException("The disk is full.") { IsTransient = true }));
        }

        pauses.ShouldBe(pauses.Order());
        pauses[0].ShouldBe(TimeSpan.FromSeconds(5));
        pauses[^1].ShouldBe(TimeSpan.FromMinutes(5));
        (await world.FailOftenAsync(4)).Count.ShouldBe(4, "the outages did not count");
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task HandleAsync_TheStorageFailsForSixHours_IsGivenUpAndSaysWhy()
    {
        var waited = TimeSpan.Zero;
        var outage = new AggregateException(new StorageException("Out."), new InventoryException("Out.", new StorageException("Out.") { IsTransient = true }));
        while (await world.Poison.CountAsync(Cancellation) == 0)
        {
            var failure = await Record.ExceptionAsync(() => world.Worker(new MadeWork(_ => throw outage)).HandleAsync(Delivery, Cancellation));
            waited += (failure as RetryLaterException)?.Pause ?? TimeSpan.Zero;
        }

        waited.ShouldBe(TimeSpan.FromHours(6), TimeSpan.FromMinutes(6));
        var work = new MadeWork();
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        work.WasOutage.ShouldBeTrue();
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    /// <summary>Not even a claim can be written.</summary>
    [Fact]
    public async Task HandleAsync_NothingCanBeWritten_WaitsAsLongAsItTakes()
    {
        world.Blobs.IsOutOfOrder = true;
        var work = new MadeWork();
        var worker = world.Worker(work);
        var pauses = new List<TimeSpan>();
        for (var outage = 1; outage <= 200; outage++)
        {
            pauses.Add((await Should.ThrowAsync<RetryLaterException>(() => worker.HandleAsync(Delivery, Cancellation))).Pause);
        }

        pauses.ShouldBe(pauses.Order());
        pauses[^1].ShouldBe(TimeSpan.FromMinutes(5));
        world.Blobs.IsOutOfOrder = false;
        await worker.HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task HandleAsync_ABlobIsDamaged_IsAFailure()
    {
        for (var failures = 1; failures < world.Times.MostFailures; failures++)
        {
            await world.FailAsync(new StorageException("Damaged.") { IsDamage = true });
        }

        await world.Worker(new MadeWork(_ => throw new StorageException("Damaged.") { IsDamage = true })).HandleAsync(Delivery, Cancellation);
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task HandlePoisonAsync_Fails_IsTriedUntilItSucceeds()
    {
        await world.FailOftenAsync(4);
        await world.Worker(new MadeWork(_ => throw new InvalidOperationException("The last one."))).HandleAsync(Delivery, Cancellation);
        var isRepaired = false;
        var work = new MadeWork(poison: () => isRepaired ? Task.CompletedTask : throw new InvalidOperationException("This too."));
        for (var tries = 1; tries <= 12; tries++)
        {
            await Should.ThrowAsync<RetryLaterException>(() => world.Worker(work).HandlePoisonAsync(Delivery, Cancellation));
        }

        isRepaired = true;
        await world.Worker(work).HandlePoisonAsync(Delivery, Cancellation);
        (await world.Claims.ListAsync(Cancellation)).ShouldBeEmpty();
    }

    /// <summary>Killed between the two writes, or the poison queue lost it.</summary>
    [Fact]
    public async Task RunAsync_APoisonMessageIsLost_IsQueuedAgain()
    {
        await world.FailOftenAsync(4);
        await world.Worker(new MadeWork(_ => throw new InvalidOperationException("The last one."))).HandleAsync(Delivery, Cancellation);
        await world.Poison.CompleteAsync((await world.Poison.ReceiveAsync(new(), Cancellation)).Single(), Cancellation);
        await world.ResumeAsync();
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(0);
        world.Time.Advance(world.Times.Quiet);
        await world.ResumeAsync();
        await world.ResumeAsync();
        (await world.Poison.CountAsync(Cancellation)).ShouldBe(1);
    }

    [Fact]
    public async Task RunAsync_AMessageWaitsForItsPause_IsLeftAlone()
    {
        for (var outage = 1; outage <= 20; outage++)
        {
            await world.FailAsync(new StorageException("Out."));
        }

        world.Time.Advance(TimeSpan.FromMinutes(5));
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBeEmpty();
        world.Time.Advance(world.Times.Quiet);
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"], "the queue lost it");
    }

    [Theory]
    [InlineData("application/vnd.atrest.held+json")]
    [InlineData("application/vnd.atrest.heid+json")]
    [InlineData("application/octet-stream")]
    public async Task HandleAsync_ADamagedClaim_DoesNotKeepTheMessageFromBeingHandled(string contentType)
    {
        await world.KillWorkerAsync("message");
        using var damaged = new MemoryStream("{"u8.ToArray());
        await world.Blobs.WriteAsync(WorkClaims.NameOf(ClaimWorld.Queue, "message"), damaged, new() { Condition = WriteCondition.Any, ContentType = contentType }, Cancellation);
        world.Time.Advance(world.Times.Held);
        var work = new MadeWork();
        await world.Worker(work).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldHaveSingleItem();
        (await world.ClaimAsync("message")).ShouldBeNull();
    }

    /// <summary>The clock was 401 days ahead when the worker was killed, and was then corrected.</summary>
    [Fact]
    public async Task RunAsync_AClaimFromTheFuture_IsFreedLikeEveryOther()
    {
        world.Clock.Ahead = TimeSpan.FromDays(401);
        await world.KillWorkerAsync("message");
        world.Clock.Ahead = TimeSpan.Zero;
        var work = new MadeWork();
        await world.ResumeAsync();
        await world.Worker(work, world.OtherClaims).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldBeEmpty("it may be alive");

        world.Time.Advance(world.Times.Held);
        await world.ResumeAsync();
        (await world.ReceiveAsync()).ShouldBe(["message"]);
        await world.Worker(work, world.OtherClaims).HandleAsync(Delivery, Cancellation);
        work.Begun.ShouldHaveSingleItem();
    }
}
