using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Invocations;

/// <summary>Runs one function when the host calls it, and says how it went: 200, 400 if the call is none that the host makes, 500 if the work failed and is to be delivered again.</summary>
internal sealed partial class InvocationRunner(string function, Func<Invocation, IServiceProvider, CancellationToken, Task> work)
{
    private const string InvocationId = "X-Azure-Functions-InvocationId";

    public async Task RunAsync(HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } caller || !IPAddress.IsLoopback(caller))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var logger = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger<InvocationRunner>();
        using var scope = logger.BeginScope(new Dictionary<string, object> { ["Function"] = function, ["InvocationId"] = context.Request.Headers[InvocationId].ToString() });
        var started = Stopwatch.GetTimestamp();
        var (status, answer) = await TryAsync(context, logger).ConfigureAwait(false);
        if (status == StatusCodes.Status200OK)
        {
            LogDone(logger, function, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        await answer.WriteAsync(context.Response, status).ConfigureAwait(false);
    }

    private async Task<(int Status, InvocationAnswer Answer)> TryAsync(HttpContext context, ILogger logger)
    {
        try
        {
            var call = await Invocation.ReadAsync(context.Request.Body, context.RequestAborted).ConfigureAwait(false);
            await work(call, context.RequestServices, context.RequestAborted).ConfigureAwait(false);
            return (StatusCodes.Status200OK, InvocationAnswer.Done);
        }
        catch (MalformedInvocationException exception)
        {
            LogMalformed(logger, function, exception.Message);
            return (StatusCodes.Status400BadRequest, InvocationAnswer.Failed(exception.Message));
        }
        catch (Exception exception)
        {
            // Whatever it was: the host is told, and delivers again.
            LogFailed(logger, exception, function);
            return (StatusCodes.Status500InternalServerError, InvocationAnswer.Failed($"{function} failed: {exception.Message}"));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Function} is done, after {Milliseconds:0} ms.")]
    private static partial void LogDone(ILogger logger, string function, double milliseconds);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} failed. The host will call it again, as far as the trigger does so.")]
    private static partial void LogFailed(ILogger logger, Exception exception, string function);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Function} was called with something else than the Functions host sends: {Problem}")]
    private static partial void LogMalformed(ILogger logger, string function, string problem);
}
