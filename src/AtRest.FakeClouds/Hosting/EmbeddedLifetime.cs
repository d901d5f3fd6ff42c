namespace AtRest.FakeClouds.Hosting;

/// <summary>The default lifetime would take Ctrl-C away from the program that the fake runs in.</summary>
internal sealed class EmbeddedLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
