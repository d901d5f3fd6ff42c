using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Api.RateLimits;

/// <summary>Listens to the metric <c>atrest.rate_limit.rejections</c> of one server.</summary>
internal sealed class RejectionCount : IDisposable
{
    private readonly MeterListener listener = new();

    public RejectionCount(IServiceProvider services)
    {
        var own = services.GetRequiredService<IMeterFactory>();
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter.Scope, own) && instrument.Name == "atrest.rate_limit.rejections")
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => ByLimit.AddOrUpdate((string)tags[0].Value!, value, (_, sum) => sum + value));
        listener.Start();
    }

    public ConcurrentDictionary<string, long> ByLimit { get; } = new();

    public void Dispose() => listener.Dispose();
}
