using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AtRest.Functions.Worker;

/// <summary>Counts the invocations that the worker has received and not answered.</summary>
internal sealed class InvocationsInFlight : IFunctionsWorkerMiddleware
{
    /// <summary>How long a stopping worker waits for them. The host allows five seconds, and the stop itself needs a part of them.</summary>
    public static readonly TimeSpan WaitLimit = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, byte> ids = new(StringComparer.Ordinal);

    public bool Any => !ids.IsEmpty;

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        ids[context.InvocationId] = 0;
        try
        {
            await next(context);
        }
        finally
        {
            ids.TryRemove(context.InvocationId, out _);
        }
    }

    public bool Has(string invocationId) => ids.ContainsKey(invocationId);
}
