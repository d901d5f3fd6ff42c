using System.Globalization;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Inventories;
using AtRest.Reports.Signing;
using AtRest.Storage;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api.Problems;

/// <summary>Answers every error with problem details, without details of the implementation.</summary>
/// <remarks>
/// What is wrong for many requests is written once per window, and then counted: a damaged file in one line that names it, an outage with its error. Only a defect is always written.
/// </remarks>
internal sealed partial class ProblemMiddleware(RequestDelegate next, Refusals refusals, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (Exception exception) when (exception is ConnectionResetException || (exception is OperationCanceledException && context.RequestAborted.IsCancellationRequested))
        {
            // The client is gone.
            return;
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, Explain(exception, Answers.TraceIdOf(context)));
            return;
        }

        if (context.Response is { HasStarted: false, StatusCode: >= 400, ContentType: null, ContentLength: null or 0 })
        {
            await Answers.ProblemAsync(context, Problem.OfStatus(context.Response.StatusCode));
        }
    }

    private static Task AnswerAsync(HttpContext context, Problem problem)
    {
        context.Response.Clear();
        if (problem.Status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = 10.ToString(CultureInfo.InvariantCulture);
        }

        return Answers.ProblemAsync(context, problem);
    }

    private Problem Explain(Exception exception, string traceId)
    {
        switch (exception)
        {
            case BadHttpRequestException { StatusCode: var status }:
                return Problem.OfStatus(status);
            case StorageException { IsDamage: true }:
                if (refusals.IsFirstTrouble(exception.Message))
                {
                    LogDamage(traceId, exception.Message);
                }

                return Problem.Damaged;
            case IOException { InnerException: OverflowException }:
                // Kestrel throws this, and not the exception above, for a chunk whose size is too large for a number:
                // https://github.com/dotnet/aspnetcore/blob/main/src/Servers/Kestrel/Core/src/Internal/Http/Http1ChunkedEncodingMessageBody.cs
                return Problem.OfStatus(StatusCodes.Status400BadRequest);
            case StorageException:
                if (refusals.IsFirstTrouble("the storage did not work"))
                {
                    LogStorage(traceId, exception);
                }

                return Problem.Unavailable("The storage of this server cannot be reached now. Try again later.");
            case SigningKeyException:
                if (refusals.IsFirstTrouble("the signing key could not be used"))
                {
                    LogSigning(traceId, exception);
                }

                return Problem.Unavailable("Files are signed, and the signing key of this server cannot be used now. Try again later.");
            case InventoryException:
                if (refusals.IsFirstTrouble("the inventory could not be read"))
                {
                    LogInventory(traceId, exception);
                }

                return Problem.Unavailable("The inventory of this server cannot be read now. The server's log says why.");
            default:
                LogUnexpected(traceId, exception);
                return Problem.Unexpected;
        }
    }

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed, and nothing was sent: {Damage}")]
    private partial void LogDamage(string traceId, string damage);

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed: the storage did not work")]
    private partial void LogStorage(string traceId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed: the signing key cannot be used")]
    private partial void LogSigning(string traceId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed: the inventory cannot be read")]
    private partial void LogInventory(string traceId, Exception exception);

    [LoggerMessage(LogLevel.Error, "Request {TraceId} failed unexpectedly")]
    private partial void LogUnexpected(string traceId, Exception exception);
}
