using System.Collections.Concurrent;
using AtRest.Hosting.Clocks;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Work;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Serving;

/// <summary>The clock is the test's; what is remembered lies in a real folder.</summary>
public sealed class NightlySchedulerTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Night = new(2026, 11, 25, 2, 0, 0, TimeSpan.Zero);
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-nightly-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task FirstStart_Always_WaitsForTheNextNight()
    {
        var time = new WaitedClock(Noon);
        await using var server = await Server.StartAsync(folder, time);

        await server.AdvanceToAsync(Night.AddMinutes(-1));
        server.Ticks.ShouldBeEmpty();
        await server.AdvanceToAsync(Night.AddSeconds(1));

        server.Ticks.ShouldHaveSingleItem().IsPastDue.ShouldBeFalse();
    }

    [Fact]
    public async Task Start_AfterMissedNights_RunsOnceLate()
    {
        await using (var before = await Server.StartAsync(folder, new WaitedClock(Noon)))
        {
            await before.AdvanceToAsync(Noon.AddMinutes(1));
        }

        await using var after = await Server.StartAsync(folder, new WaitedClock(Noon.AddDays(3)));
        await after.AdvanceToAsync(Noon.AddDays(3).AddMinutes(5));

        after.Ticks.ShouldHaveSingleItem().IsPastDue.ShouldBeTrue();
    }

    [Fact]
    public async Task Restart_AfterANightThatWasRun_RunsItNotAgain()
    {
        await using (var before = await Server.StartAsync(folder, new WaitedClock(Noon)))
        {
            await before.AdvanceToAsync(Night.AddMinutes(1));
            before.Ticks.Count.ShouldBe(1);
        }

        await using var after = await Server.StartAsync(folder, new WaitedClock(Night.AddMinutes(2)));
        await after.AdvanceToAsync(Night.AddHours(1));

        after.Ticks.ShouldBeEmpty();
    }

    /// <summary>The clock was ahead, and a night of that time is recorded. Without this, no night would be run for 401 days.</summary>
    [Theory]
    [InlineData(401)]
    [InlineData(2)]
    public async Task Start_AfterANightInTheFuture_GoesOnAndSaysSo(int days)
    {
        await using (var ahead = await Server.StartAsync(folder, new WaitedClock(Noon.AddDays(days))))
        {
            await ahead.AdvanceToAsync(Night.AddDays(days).AddMinutes(1));
            ahead.Ticks.Count.ShouldBe(1);
        }

        await using var after = await Server.StartAsync(folder, new WaitedClock(Noon));
        await after.AdvanceToAsync(Noon.AddMinutes(1));
        after.Ticks.ShouldHaveSingleItem().IsPastDue.ShouldBeTrue("the retention does not run");
        after.Clock.Signs.ShouldHaveSingleItem().ShouldContain("future");
        after.Clock.IsInDoubt.ShouldBeTrue();
        await after.AdvanceToAsync(Night.AddMinutes(1));
        after.Ticks.Count.ShouldBe(2);
        await after.AdvanceToAsync(Night.AddDays(1).AddMinutes(1));
        after.Ticks.Count.ShouldBe(3);
        after.Clock.IsInDoubt.ShouldBeFalse();
    }

    /// <summary>The clock is ahead after a restart, or the server was off: nobody can tell, so ready says both for a day.</summary>
    [Theory]
    [InlineData(401, true)]
    [InlineData(5, true)]
    [InlineData(2, false)]
    public async Task Start_AfterManyMissedNights_GoesOnAndSaysSo(int days, bool isShown)
    {
        await using (var before = await Server.StartAsync(folder, new WaitedClock(Noon)))
        {
            await before.AdvanceToAsync(Night.AddMinutes(1));
            before.Ticks.Count.ShouldBe(1);
            before.Clock.Signs.ShouldBeEmpty();
        }

        await using var after = await Server.StartAsync(folder, new WaitedClock(Noon.AddDays(days)));
        await after.AdvanceToAsync(Noon.AddDays(days).AddMinutes(1));

        after.Ticks.ShouldHaveSingleItem().IsPastDue.ShouldBeTrue("the retention does not run");
        after.Clock.Signs.Length.ShouldBe(isShown ? 1 : 0);
        after.Clock.Signs.ShouldAllBe(sign => sign.Contains($"no night for {days - 1} days") && sign.Contains("ahead"));
        await after.AdvanceToAsync(Night.AddDays(days).AddMinutes(1));
        after.Ticks.Count.ShouldBe(2);
        after.Clock.Signs.Length.ShouldBe(isShown ? 1 : 0);
        await after.AdvanceToAsync(Night.AddDays(days + 1).AddMinutes(1));
        after.Clock.Signs.ShouldBeEmpty();
    }

    /// <summary>Such a file kept the schedule from ever starting.</summary>
    [Fact]
    public async Task Start_WhatIsRememberedIsDamaged_StartsTheScheduleAgain()
    {
        await using (var before = await Server.StartAsync(folder, new WaitedClock(Noon)))
        {
            await before.AdvanceToAsync(Noon.AddMinutes(1));
        }

        await File.WriteAllTextAsync(Path.Combine(folder, "blobs", "serve", "nightly.txt.blob"), "damaged", TestContext.Current.CancellationToken);
        await using var after = await Server.StartAsync(folder, new WaitedClock(Noon));
        await after.AdvanceToAsync(Night.AddMinutes(1));
        after.Ticks.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Run_ThatFails_IsTriedAgain()
    {
        await using var server = await Server.StartAsync(folder, new WaitedClock(Noon), failures: 2);

        await server.AdvanceToAsync(Night.AddMinutes(3));

        server.Ticks.Count.ShouldBe(3);
    }

    private sealed class Server : IAsyncDisposable, INightlyWork
    {
        private readonly WaitedClock time;
        private readonly ServiceProvider services;
        private readonly NightlyScheduler scheduler;
        private int failures;

        private Server(string folder, WaitedClock time, int failures)
        {
            this.time = time;
            this.failures = failures;
            var storage = new StorageOptions { Folder = folder };
            Clock = new ClockWatch(time, NullLogger<ClockWatch>.Instance);
            services = new ServiceCollection().AddAtRestStorage(storage).BuildServiceProvider();
            var settings = new HostSettings { Storage = storage, Clouds = new() };
            scheduler = new NightlyScheduler(this, new NightlyMemory(services.GetRequiredService<IBlobStore>()), Clock, settings, time, NullLogger<NightlyScheduler>.Instance);
        }

        public ClockWatch Clock { get; }

        public ConcurrentQueue<NightlyTick> Ticks { get; } = [];

        public static async Task<Server> StartAsync(string folder, WaitedClock time, int failures = 0)
        {
            var server = new Server(folder, time, failures);
            await server.scheduler.StartAsync(TestContext.Current.CancellationToken);
            await time.SettleAsync();
            return server;
        }

        public Task RunAsync(NightlyTick tick, CancellationToken cancellationToken)
        {
            Ticks.Enqueue(tick);
            return failures-- > 0 ? throw new InvalidOperationException("Not yet.") : Task.CompletedTask;
        }

        /// <summary>In steps: first near, then second by second, so that every wait of the scheduler comes to its end.</summary>
        public async Task AdvanceToAsync(DateTimeOffset moment)
        {
            if (moment - time.GetUtcNow() > TimeSpan.FromMinutes(5))
            {
                time.Advance(moment - time.GetUtcNow() - TimeSpan.FromMinutes(5));
                await time.SettleAsync();
            }

            while (time.GetUtcNow() < moment)
            {
                time.Advance(TimeSpan.FromSeconds(10) is var step && moment - time.GetUtcNow() < step ? moment - time.GetUtcNow() : step);
                await time.SettleAsync();
            }
        }

        public async ValueTask DisposeAsync()
        {
            await scheduler.StopAsync(CancellationToken.None);
            scheduler.Dispose();
            await services.DisposeAsync();
        }
    }

    /// <summary>Knows whether somebody waits for it.</summary>
    private sealed class WaitedClock(DateTimeOffset start) : FakeTimeProvider(start)
    {
        private int waits;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            Interlocked.Increment(ref waits);
            return new Wait(timer, () => Interlocked.Decrement(ref waits));
        }

        /// <summary>Until the scheduler waits again.</summary>
        public Task SettleAsync() => Until.TrueAsync("the scheduler waits", () => Volatile.Read(ref waits) > 0);

        private sealed class Wait(ITimer timer, Action ended) : ITimer
        {
            private Action? ended = ended;

            public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(dueTime, period);

            public void Dispose()
            {
                timer.Dispose();
                Interlocked.Exchange(ref ended, null)?.Invoke();
            }

            public ValueTask DisposeAsync()
            {
                Dispose();
                return ValueTask.CompletedTask;
            }
        }
    }
}
