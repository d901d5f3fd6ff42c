using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Api;

/// <summary>Answers the requests that the server could not hand to the pipeline.</summary>
public sealed partial class LostRequests
{
    private readonly CallLimits limits;
    private readonly ClientAddresses addresses;
    private readonly Refusals refusals;
    private readonly ILogger<LostRequests> logger;

    internal LostRequests(CallLimits limits, ClientAddresses addresses, Refusals refusals, ILogger<LostRequests> logger) =>
        (this.limits, this.addresses, this.refusals, this.logger) = (limits, addresses, refusals, logger);

    /// <summary>Answers with problem details, and counts the request as a failure of its address: it uses resources of the server, and no credential was checked.</summary>
    public Task AnswerAsync(HttpContext context, Exception exception)
    {
        ArgumentNullException.ThrowIfNull(context);
        var address = addresses.Of(context);
        if (refusals.IsFirstTrouble("did not reach their function"))
        {
            LogLost(Answers.TraceIdOf(context), address, exception);
        }

        context.Response.Clear();
        SecurityHeaders.Apply(context.Response, addresses.IsHttps(context));
        return Answers.ProblemAsync(context, limits.OfFailure(address) is { } wait ? Problem.TooManyRequests(wait) : Problem.Unexpected);
    }

    [LoggerMessage(LogLevel.Error, "Request {TraceId} from {Address} did not reach its function")]
    private partial void LogLost(string traceId, string address, Exception exception);
}
