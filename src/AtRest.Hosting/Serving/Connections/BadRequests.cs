using System.Diagnostics;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AtRest.Hosting.Serving.Connections;

/// <summary>
/// Records the requests that the web server refuses before they reach the API, because they are not valid HTTP or too slow
/// (https://learn.microsoft.com/aspnet/core/fundamentals/servers/kestrel/diagnostics#detect-bad-requests).
/// </summary>
internal sealed class BadRequests(IServiceProvider services, Refusals refusals) : IHostedService, IObserver<KeyValuePair<string, object?>>
{
    private const string Event = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    private IDisposable? subscription;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Registered by the web server, if there is one.
        subscription = services.GetService<DiagnosticListener>()?.Subscribe(this, name => name == Event);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        subscription?.Dispose();
        return Task.CompletedTask;
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // A request that the API has refused is recorded already. What follows it on the connection can be invalid too.
        if (value.Value is IFeatureCollection features && features.Get<IBadRequestExceptionFeature>()?.Error is { } error && features.Get<Problem>() is null)
        {
            refusals.Record(new Refusal
            {
                Address = ClientAddresses.Of(features.Get<IHttpConnectionFeature>()?.RemoteIpAddress),
                Status = (error as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest,
                Request = "A request that is not valid HTTP",
                Reason = error.Message,
            });
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }
}
