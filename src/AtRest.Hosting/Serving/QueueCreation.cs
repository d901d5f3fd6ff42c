using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Serving;

/// <summary>
/// Creates all queues and their poison queues at the start: otherwise the Functions host polls missing queues every few seconds, and logs an error each time.
/// The start does not wait for it.
/// </summary>
internal sealed partial class QueueCreation(IEnumerable<IQueueWork> works, IWorkQueues queues, TimeProvider time, ILogger<QueueCreation> logger) : BackgroundService
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var pause = FirstPause; !stoppingToken.IsCancellationRequested; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                await Task.WhenAll(works.Select(work => queues.Open(work.Queue).EnsureExistsAsync(stoppingToken)));
                return;
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(exception, pause);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Delay(pause, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The queues could not be created. The next attempt is in {Pause}. Check the connection to the storage, and that the app's identity has permission to create queues.")]
    private partial void LogFailed(Exception exception, TimeSpan pause);
}

/// <summary>Registers <see cref="QueueCreation"/>.</summary>
public static class QueueCreationExtensions
{
    /// <summary>Creates the work queues when the app starts. Call it after <see cref="HostingServiceCollectionExtensions.AddAtRestHosting"/>.</summary>
    public static IServiceCollection AddAtRestQueueCreation(this IServiceCollection services) => services.AddHostedService<QueueCreation>();
}
