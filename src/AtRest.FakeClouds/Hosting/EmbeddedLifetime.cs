namespace AtRest.FakeClouds.Hosting;

/// <summary>Leaves Ctrl-C to the program that the fake runs in. The default lifetime would handle it.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
