using System.Diagnostics;
using AtRest.Collectors;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Google;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Inventories;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Work;
using AtRest.Hosting.Work.Claims;
using AtRest.Storage;
using AtRest.Tests.Shared.Limits;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Audits.Support;

/// <summary>What audits and reports are made of in a server, with all that it registers.</summary>
internal sealed class AuditServer : IAsyncDisposable
{
    private readonly ServiceProvider provider;
    private readonly List<IHostedService> started = [];
    private long lastWorked;

    /// <summary>Of workers that die often, and are not waited for long.</summary>
    public static readonly ClaimTimes Hasty = new() { RenewInterval = TimeSpan.FromSeconds(0.4), Held = TimeSpan.FromSeconds(1.5) };

    public AuditServer(HostSettings settings, TimeProvider? time = null, Killer? killer = null, Action<IServiceCollection>? more = null, ClaimTimes? claims = null)
    {
        var services = new ServiceCollection();
        services.AddSingleton(time ?? TimeProvider.System);
        services.AddSingleton(claims ?? Hasty);
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddAtRestHosting(settings).AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        if (killer is not null)
        {
            Decorate<IBlobStore>(services, inner => new DyingBlobs(inner, killer));
            Decorate<IWorkQueues>(services, inner => new DyingQueues(inner, killer));
        }

        more?.Invoke(services);
        provider = services.BuildServiceProvider();
        Settings = settings;
    }

    public HostSettings Settings { get; }

    /// <summary>How long a worker has a message for itself. Short: tests wait for the messages of a killed server.</summary>
    public TimeSpan Visibility { get; init; } = TimeSpan.FromSeconds(2);

    public IAudits Audits => provider.GetRequiredService<IAudits>();

    public IReportCatalog Reports => provider.GetRequiredService<IReportCatalog>();

    public IInventorySource Inventory => provider.GetRequiredService<IInventorySource>();

    public IBlobStore Blobs => provider.GetRequiredService<IBlobStore>();

    public INightlyWork Nightly => provider.GetRequiredService<INightlyWork>();

    public IQueueWork Work => provider.GetServices<IQueueWork>().Single(work => work.Queue == Settings.Audits.Queue);

    public IWorkQueue Queue => provider.GetRequiredService<IWorkQueues>().Open(Settings.Audits.Queue);

    public IWorkQueue PoisonQueue => provider.GetRequiredService<IWorkQueues>().Open(Settings.Audits.Queue + "-poison");

    public T Get<T>()
        where T : notnull => provider.GetRequiredService<T>();

    public static HostSettings Configure(string inventory, StorageOptions storage, Uri clouds) => new()
    {
        Inventory = inventory,
        Storage = storage,
        Clouds = new CollectorOptions
        {
            Aws = new AwsCollectorOptions { Endpoint = clouds, Credentials = new AwsKeyPair("AKIADEMO", "demo"), AttemptTimeout = TimeSpan.FromSeconds(30), LookupEvents = 0 },
            Google = new GoogleCollectorOptions { KmsEndpoint = clouds, AccessToken = "demo" },
            Camunda = new CamundaCollectorOptions { BaseUrl = clouds, OAuthUrl = new Uri(clouds, "oauth/token"), ReadVariable = name => name },
        },
    };

    /// <summary>
    /// Does all the work that is in the queues, the poison queue last, as the host's triggers and the pumps of <c>serve</c> do. Fails if there is work for a long time and none of it can
    /// be done: its message stays hidden, or its claim cannot be read.
    /// </summary>
    public async Task DrainAsync(int workers = 4)
    {
        Worked();
        while (true)
        {
            await DrainQueuesAsync(workers);
            await Get<AbandonedWork>().RunAsync(Cancellation);
            if (await Queue.CountAsync(Cancellation) == 0 && (await ClaimsAsync()).Count == 0)
            {
                return;
            }

            await PauseAsync(Cancellation);
        }
    }

    private async Task<List<ListedClaim>> ClaimsAsync() => [.. (await Get<WorkClaims>().ListAsync(Cancellation)).Where(claim => claim.State != ClaimState.Done)];

    private void Worked() => Volatile.Write(ref lastWorked, Stopwatch.GetTimestamp());

    private async Task PauseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(20, cancellationToken);
        if (Stopwatch.GetElapsedTime(Volatile.Read(ref lastWorked)) > Until.Limit)
        {
            throw new TimeoutException($"No work could be done for {Until.Limit.TotalSeconds:0} seconds, but the queue has {await Queue.CountAsync(cancellationToken)} messages, and there are these claims: {string.Join(", ", await ClaimsAsync())}");
        }
    }

    private async Task DrainQueuesAsync(int workers)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
        {
            try
            {
                await WorkAsync(ending.Token);
            }
            catch
            {
                // The others do not wait for what this one has taken.
                await ending.CancelAsync();
                throw;
            }
        })));
        while (await PoisonQueue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = Visibility }, Cancellation) is [var message])
        {
            await Work.HandlePoisonAsync(new QueueDelivery(message.Text, message.DequeueCount), Cancellation);
            await PoisonQueue.CompleteAsync(message, Cancellation);
        }
    }

    /// <summary>The storage loses the messages and the mark of an audit.</summary>
    public async Task LoseAsync(AuditOrder order)
    {
        foreach (var message in await Queue.ReceiveAsync(new ReceiveOptions { MaxMessages = 32 }, Cancellation))
        {
            AuditMessage.Parse(message.Text).AuditId.ShouldBe(order.AuditId);
            await Queue.CompleteAsync(message, Cancellation);
        }

        (await Blobs.DeleteAsync($"open/{order.OrganizationId}/{order.AuditId}.json", etag: null, Cancellation)).ShouldBe(BlobDeleteResult.Deleted);
    }

    /// <summary>Starts what <c>more</c> has added for as long as a server runs.</summary>
    public async Task StartAsync()
    {
        foreach (var hosted in provider.GetServices<IHostedService>())
        {
            started.Add(hosted);
            await hosted.StartAsync(Cancellation);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(started.Select(hosted => hosted.StopAsync(CancellationToken.None)));
        await provider.DisposeAsync();
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await Queue.CountAsync(cancellationToken) > 0)
        {
            var messages = await Queue.ReceiveAsync(new ReceiveOptions { VisibilityTimeout = Visibility }, cancellationToken);
            foreach (var message in messages)
            {
                await WorkAsync(message, cancellationToken);
                Worked();
            }

            if (messages.Count == 0)
            {
                await PauseAsync(cancellationToken);
            }
        }
    }

    private async Task WorkAsync(WorkMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await Work.HandleAsync(new QueueDelivery(message.Text, message.DequeueCount), cancellationToken);
        }
        catch (Exception exception) when (exception is not DeadException && exception.InnerException is not DeadException && !cancellationToken.IsCancellationRequested)
        {
            // The pause is left out: tests do not wait.
            await Queue.AbandonAsync(message, TimeSpan.Zero, cancellationToken);
            return;
        }

        await Queue.CompleteAsync(message, cancellationToken);
    }

    private static void Decorate<T>(ServiceCollection services, Func<T, T> decorate)
        where T : class
    {
        var original = services.Last(service => service.ServiceType == typeof(T));
        services.Remove(original);
        services.AddSingleton(provider => decorate((T)(original.ImplementationFactory?.Invoke(provider) ?? ActivatorUtilities.CreateInstance(provider, original.ImplementationType!))));
    }
}
