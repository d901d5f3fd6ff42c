using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using AtRest.Hosting.Telemetry;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Telemetry;

public sealed class MeterTests : IDisposable
{
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().AddSingleton<AtRestMeters>().AddSingleton<AtRestActivities>().BuildServiceProvider();
    private readonly MeterListener listener = new();
    private readonly ConcurrentBag<string> seen = [];

    public MeterTests()
    {
        var own = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, own))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => seen.Add($"{instrument.Name} {value} {string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"))}"));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        services.Dispose();
    }

    [Theory]
    [InlineData(false, "atrest.queue.deliveries 1 messaging.destination.name=q atrest.outcome=done")]
    [InlineData(true, "atrest.queue.deliveries 1 messaging.destination.name=q atrest.outcome=failed error.type=InvalidOperationException")]
    public async Task Handle_AMessage_IsCountedByWhatBecameOfIt(bool fails, string measured)
    {
        var work = Measured(fails);

        await Record.ExceptionAsync(() => work.HandleAsync(new QueueDelivery("text", 1), TestContext.Current.CancellationToken));

        seen.ShouldHaveSingleItem().ShouldBe(measured);
    }

    [Fact]
    public async Task HandlePoison_AMessage_IsCountedAsPoisoned()
    {
        await Measured(fails: false).HandlePoisonAsync(new QueueDelivery("text", 6), TestContext.Current.CancellationToken);

        seen.ShouldHaveSingleItem().ShouldBe("atrest.queue.deliveries 1 messaging.destination.name=q atrest.outcome=poisoned");
    }

    [Fact]
    public void WebhookEvent_EachResult_HasItsName()
    {
        var meters = services.GetRequiredService<AtRestMeters>();

        foreach (var result in Enum.GetValues<WebhookResult>())
        {
            meters.WebhookEvent(result);
        }

        string[] results = ["accepted", "coalesced", "ignored", "malformed", "repeated", "unauthorized"];
        seen.Order().ShouldBe(results.Select(name => $"atrest.webhook.events 1 atrest.webhook.result={name}"));
    }

    private MeasuredQueueWork Measured(bool fails) => new(new Work(fails), services.GetRequiredService<AtRestMeters>(), services.GetRequiredService<AtRestActivities>());

    private sealed class Work(bool fails) : IQueueWork
    {
        public string Queue => "q";

        public Task HandleAsync(QueueDelivery delivery, CancellationToken cancellationToken) => fails ? throw new InvalidOperationException("no") : Task.CompletedTask;

        public Task HandlePoisonAsync(QueueDelivery delivery, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
