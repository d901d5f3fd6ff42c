namespace AtRest.FakeClouds;

/// <summary>How a <see cref="FakeCloud"/> runs. The scenario defines its content.</summary>
public sealed record FakeCloudOptions
{
    /// <summary>The port on loopback. 0: a free one.</summary>
    public int Port { get; init; }

    /// <summary>The clock for relative times, latency, quotas and the expiry of credentials.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;
}
