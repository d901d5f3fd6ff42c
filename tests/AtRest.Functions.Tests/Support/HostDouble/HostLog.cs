using System.Collections.Concurrent;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>
/// What a worker adds to the host's log, after the levels of <c>host.json</c>. The categories are the host's
/// (https://learn.microsoft.com/azure/azure-functions/configure-monitoring#configure-categories). What a worker logs outside of any invocation is dropped by the host, unless it is the worker's own
/// system log (https://github.com/Azure/azure-functions-host/blob/dev/src/WebJobs.Script.Grpc/Channel/GrpcWorkerChannel.cs).
/// </summary>
internal sealed partial class HostLog : IDisposable
{
    private readonly ConcurrentDictionary<string, string> running = new();
    private readonly Lines kept = new();
    private readonly ILoggerFactory factory;

    public HostLog(string hostFile)
    {
        // The host's own logger: a category without a level in host.json has the level of "default".
        var configuration = new ConfigurationBuilder().AddJsonFile(hostFile).Build();
        factory = LoggerFactory.Create(logging => logging.AddConfiguration(configuration.GetSection("logging")).AddProvider(kept));
    }

    public IReadOnlyList<HostLine> Entries => [.. kept.All];

    public void Begin(Invocation invocation)
    {
        running[invocation.Id] = invocation.Function;
        Executing(factory.CreateLogger($"Function.{invocation.Function}"), invocation.Function, invocation.Id);
    }

    public void End(Invocation invocation, bool succeeded)
    {
        running.TryRemove(invocation.Id, out _);
        var logger = factory.CreateLogger($"Function.{invocation.Function}");
        var level = succeeded ? LogLevel.Information : LogLevel.Error;
        Executed(logger, level, invocation.Function, succeeded ? "Succeeded" : "Failed", invocation.Id);
    }

    public void Add(RpcLog log)
    {
        if (log.LogCategory == RpcLog.Types.RpcLogCategory.System)
        {
            // The host knows three levels here, and takes every other for information.
            var level = log.Level is RpcLog.Types.Level.Warning or RpcLog.Types.Level.Error ? (LogLevel)log.Level : LogLevel.Information;
            var logger = factory.CreateLogger("Worker.rpcWorkerChannel");
            FromWorker(logger, level, log.Message);
        }
        else if (log.LogCategory == RpcLog.Types.RpcLogCategory.User && running.TryGetValue(log.InvocationId, out var function))
        {
            var logger = factory.CreateLogger($"Function.{function}.User");
            FromWorker(logger, (LogLevel)log.Level, log.Message);
        }
    }

    public void Dispose() => factory.Dispose();

    [LoggerMessage(LogLevel.Information, "Executing 'Functions.{Function}' (Id={Id})")]
    private static partial void Executing(ILogger logger, string function, string id);

    [LoggerMessage("Executed 'Functions.{Function}' ({Result}, Id={Id})")]
    private static partial void Executed(ILogger logger, LogLevel level, string function, string result, string id);

    [LoggerMessage("{Message}")]
    private static partial void FromWorker(ILogger logger, LogLevel level, string message);

    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<HostLine> All { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Writer(All, categoryName);

        public void Dispose()
        {
        }
    }

    private sealed class Writer(ConcurrentQueue<HostLine> lines, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(new HostLine(logLevel, category, formatter(state, exception)));
    }
}

/// <summary>A line of the host's log.</summary>
internal sealed record HostLine(LogLevel Level, string Category, string Message);
