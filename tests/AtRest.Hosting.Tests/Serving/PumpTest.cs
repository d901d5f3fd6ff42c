using System.Runtime.CompilerServices;
using AtRest.Hosting.Serving;
using AtRest.Hosting.Work;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace AtRest.Hosting.Tests.Serving;

/// <summary>A pump on a real queue in a folder, with short times.</summary>
public abstract class PumpTest : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("atrest-pump-").FullName;
    private readonly ServiceProvider services;
    private readonly TimeProvider time;

    protected PumpTest()
        : this(TimeProvider.System)
    {
    }

    protected PumpTest(TimeProvider time)
    {
        this.time = time;
        services = new ServiceCollection().AddSingleton(time).AddAtRestStorage(new StorageOptions { Folder = folder, MaxDeliveries = 2 }).BuildServiceProvider();
        Queue = services.GetRequiredService<IWorkQueues>().Open("pump-test");
        Poison = services.GetRequiredService<IWorkQueues>().Open("pump-test-poison");
    }

    protected IWorkQueue Queue { get; }

    protected IWorkQueue Poison { get; }

    /// <summary>The names of the files of messages: another name for each change.</summary>
    protected string[] Files => Directory.GetFiles(Path.Combine(folder, "queues", Queue.Name));

    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    internal static PumpTimes Times => new()
    {
        Visibility = TimeSpan.FromSeconds(4),
        Renewal = TimeSpan.FromMilliseconds(300),
        ShortestPoll = TimeSpan.FromMilliseconds(20),
        LongestPoll = TimeSpan.FromMilliseconds(100),
        FirstRetry = TimeSpan.FromSeconds(1),
        Grace = TimeSpan.FromMilliseconds(300),
    };

    public void Dispose()
    {
        services.Dispose();
        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    internal QueuePump Pump(Func<QueueDelivery, CancellationToken, Task> work, int concurrency = 2)
    {
        var worker = new MessageWorker(Queue, work, Times, time, NullLogger<MessageWorker>.Instance);
        return new QueuePump(Queue, worker, concurrency, Times, time, NullLogger<QueuePump>.Instance);
    }

    protected static Task WaitForAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string what = "") => Until.TrueAsync(what, condition);
}
