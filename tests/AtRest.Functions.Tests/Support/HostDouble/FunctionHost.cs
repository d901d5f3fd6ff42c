using System.Globalization;
using System.Net;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>
/// What the Azure Functions host does for a worker, over the worker's own contract and on loopback: starts it, loads its functions, calls them, stops it. It has no schedule, no queue and no
/// retries: tests call the functions as the host would.
/// </summary>
internal sealed class FunctionHost : IAsyncDisposable
{
    public const string HostVersion = "4.1037.0.0";

    /// <summary>Ties a request to its invocation.</summary>
    public const string InvocationIdHeader = "x-ms-invocation-id";

    private readonly WebApplication server;
    private readonly WorkerChannel channel;
    private readonly HostOptions options;
    private readonly HttpClient client;
    private HttpRoutes? routes;

    private FunctionHost(HostOptions options, WebApplication server, WorkerChannel channel, HostLog log, WorkerProcess worker)
    {
        this.options = options;
        this.server = server;
        this.channel = channel;
        Log = log;
        Worker = worker;
        client = new HttpClient(new HostRetries(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })) { Timeout = options.Timeout };
    }

    public WorkerProcess Worker { get; }

    public IReadOnlyDictionary<string, LoadedFunction> Functions { get; private set; } = new Dictionary<string, LoadedFunction>();

    public IReadOnlyDictionary<string, string> Capabilities { get; private set; } = new Dictionary<string, string>();

    /// <summary>The address that the host sees its client at.</summary>
    public string ClientAddress { get; set; } = "203.0.113.1";

    /// <summary>Everything that the worker logs.</summary>
    public IReadOnlyList<RpcLog> Logs => channel.Logs;

    /// <summary>The lines of the host's log about this worker.</summary>
    public HostLog Log { get; }

    /// <summary>How the worker answered the last invocation that has ended.</summary>
    public InvocationResponse? LastAnswer { get; private set; }

    /// <summary>All that the worker said, for messages.</summary>
    public string Text => string.Join('\n', Logs.Select(log => $"{log.Level} {log.Category}: {log.Message} {log.Exception?.Message}").Append(Worker.Text));

    /// <summary>Starts the worker and loads its functions.</summary>
    public static async Task<FunctionHost> StartAsync(HostOptions options, CancellationToken cancellationToken)
    {
        var host = await LaunchAsync(options, cancellationToken);
        try
        {
            await host.LoadAsync(cancellationToken);
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the worker, and does not wait for it.</summary>
    public static async Task<FunctionHost> LaunchAsync(HostOptions options, CancellationToken cancellationToken)
    {
        var log = new HostLog(Path.Combine(options.Folder, "host.json"));
        var channel = new WorkerChannel(options.Timeout, log);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(channel);
        builder.Services.AddGrpc(grpc => (grpc.MaxReceiveMessageSize, grpc.MaxSendMessageSize) = (null, null));
        // A stream that is still open must not delay the end of a test.
        builder.Services.Configure<Microsoft.Extensions.Hosting.HostOptions>(server => server.ShutdownTimeout = TimeSpan.FromSeconds(1));
        var server = builder.Build();
        server.MapGrpcService<RpcService>();
        await server.StartAsync(cancellationToken);
        try
        {
            return new FunctionHost(options, server, channel, log, WorkerProcess.Start(options, new Uri(server.Urls.Single()), Guid.NewGuid().ToString()));
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until the worker has connected.</summary>
    public Task<StartStream> ConnectAsync(CancellationToken cancellationToken) => UnlessItEndsAsync(channel.Started, cancellationToken);

    /// <summary>Waits for the worker, asks for its functions, and loads them as they were declared.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await ConnectAsync(cancellationToken);
        var init = (await AskAsync(new StreamingMessage
        {
            WorkerInitRequest = new WorkerInitRequest { HostVersion = HostVersion, WorkerDirectory = options.Folder, FunctionAppDirectory = options.Folder },
        }, cancellationToken)).WorkerInitResponse;
        Check(init.Result, "The worker could not be initialized");
        Capabilities = init.Capabilities;

        var declared = (await AskAsync(new StreamingMessage { FunctionsMetadataRequest = new FunctionsMetadataRequest { FunctionAppDirectory = options.Folder } }, cancellationToken)).FunctionMetadataResponse;
        Check(declared.Result, "The worker did not declare its functions");
        foreach (var function in declared.FunctionMetadataResults)
        {
            var loaded = await AskAsync(new StreamingMessage { FunctionLoadRequest = new FunctionLoadRequest { FunctionId = function.FunctionId, Metadata = function } }, cancellationToken);
            Check(loaded.FunctionLoadResponse.Result, $"The worker could not load {function.Name}");
        }

        Functions = declared.FunctionMetadataResults.ToDictionary(function => function.Name, function => new LoadedFunction(function));
        routes = new HttpRoutes(Functions.Values, HttpRoutes.PrefixOf(Path.Combine(options.Folder, "host.json")));
    }

    /// <summary>Calls a function and waits for its end, however it ends.</summary>
    public async Task<InvocationResponse> InvokeAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var request = new StreamingMessage { InvocationRequest = invocation.ToRequest(Functions[invocation.Function]) };
        Log.Begin(invocation);
        InvocationResponse? answer = null;
        try
        {
            LastAnswer = answer = (await AskAsync(request, cancellationToken)).InvocationResponse;
            return answer;
        }
        finally
        {
            Log.End(invocation, answer?.Result.Status == StatusResult.Types.Status.Success);
        }
    }

    /// <summary>Asks the worker to give up a function that it works on.</summary>
    public void Cancel(string invocationId) => channel.Send(new StreamingMessage { InvocationCancel = new InvocationCancel { InvocationId = invocationId } });

    /// <summary>Asks the worker to end, with the host's own grace period.</summary>
    public void Terminate() => channel.Send(new StreamingMessage { WorkerTerminate = new WorkerTerminate { GracePeriod = Duration.FromTimeSpan(TimeSpan.FromSeconds(5)) } });

    /// <summary>Closes the stream, as a host does that is gone. The worker stays a child of this process.</summary>
    public async Task CloseAsync()
    {
        channel.Close();
        await server.StopAsync(CancellationToken.None).WaitAsync(options.Timeout, CancellationToken.None);
    }

    /// <summary>
    /// Forwards a request to the function that its path and method belong to. The answer comes with its headers, its body streams. As on the real host, the client gets 404 where there is no
    /// function, and 500 without a body if the function throws: the worker's own answer is then 200 and empty.
    /// </summary>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var target = request.RequestUri!.IsAbsoluteUri ? request.RequestUri : new Uri(new Uri("https://atrest.example.com/"), request.RequestUri);
        if (routes!.Match(request.Method.Method, target.AbsolutePath) is not { } match)
        {
            return new HttpResponseMessage(HttpStatusCode.NotFound);
        }

        var invocation = Invocation.Http(match.Function.Name, match.Values.ToDictionary(value => value.Key, value => Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? ""));
        request.RequestUri = new Uri(new Uri(Capabilities["HttpUri"]), target.PathAndQuery);
        request.Headers.Host ??= target.Authority;
        if (!request.Headers.Contains(InvocationIdHeader))
        {
            // The host leaves a caller's own header as it is, and its own out.
            request.Headers.Add(InvocationIdHeader, invocation.Id);
        }

        request.Headers.Remove("X-Forwarded-For");
        request.Headers.Add("X-Forwarded-For", ClientAddress);
        request.Headers.Remove("X-Forwarded-Host");
        request.Headers.Add("X-Forwarded-Host", target.Authority);
        request.Headers.Remove("X-Forwarded-Proto");
        request.Headers.Add("X-Forwarded-Proto", target.Scheme);

        var invoked = InvokeAsync(invocation, cancellationToken);
        var answered = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        try
        {
            await Task.WhenAny(invoked, answered);
            if (!answered.IsCompleted && (await invoked).Result.Status != StatusResult.Types.Status.Success)
            {
                return await FailAsync(answered);
            }

            var answer = await answered.WaitAsync(options.Timeout, cancellationToken);
            return answer.Content.Headers.ContentLength == 0 && (await invoked).Result.Status != StatusResult.Types.Status.Success ? await FailAsync(answered) : answer;
        }
        finally
        {
            // A test that reads a streamed body does not wait for the invocation: its later failure must not end the test program.
            _ = invoked.ContinueWith(task => task.Exception, TaskScheduler.Default);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Worker.DisposeAsync();
        channel.Close();
        client.Dispose();
        await server.DisposeAsync();
        Log.Dispose();
    }

    private static async Task<HttpResponseMessage> FailAsync(Task<HttpResponseMessage> answered)
    {
        (await answered).Dispose();
        return new HttpResponseMessage(HttpStatusCode.InternalServerError);
    }

    private Task<StreamingMessage> AskAsync(StreamingMessage request, CancellationToken cancellationToken) => UnlessItEndsAsync(channel.AskAsync(request, cancellationToken), cancellationToken);

    /// <summary>A worker that has ended answers nothing any more: the test says so at once, with what the worker wrote.</summary>
    private async Task<T> UnlessItEndsAsync<T>(Task<T> answer, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = Worker.Process.WaitForExitAsync(stop.Token);
        var first = await Task.WhenAny(answer, ended, Task.Delay(options.Timeout, stop.Token));
        await stop.CancelAsync();
        if (first == answer)
        {
            return await answer;
        }

        _ = answer.ContinueWith(task => task.Exception, TaskScheduler.Default);
        cancellationToken.ThrowIfCancellationRequested();
        if (first != ended)
        {
            throw new TimeoutException($"The worker did not answer within {options.Timeout.TotalSeconds} s. {Text}");
        }

        throw new WorkerEndedException(await Worker.WaitAsync(), Text);
    }

    private void Check(StatusResult result, string problem)
    {
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new InvalidOperationException($"{problem}: {result.Exception?.Message} {result.Result} {Text}");
        }
    }
}
