using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Signing;

/// <summary>Logs what should be fixed about the signing key, once at the start.</summary>
internal sealed partial class KeyWarnings(SigningSettings settings, ILogger<KeyWarnings> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var warning in settings.Warnings)
        {
            LogWarning(warning);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private partial void LogWarning(string warning);
}
