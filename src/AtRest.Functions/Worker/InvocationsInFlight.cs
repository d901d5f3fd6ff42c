using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace AtRest.Functions.Worker;

/// <summary>Knows the invocations that the worker has been given and has not answered.</summary>
internal sealed class InvocationsInFlight : IFunctionsWorkerMiddleware
{
    /// <summary>How long a worker that is to end waits for them. The host grants five seconds, and part of it goes to the end itself.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

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
