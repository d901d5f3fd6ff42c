using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using AtRest.Hosting.Notifications.Messages;

namespace AtRest.Hosting.Notifications.Sending;

/// <summary>Sends a notification once: with a fresh signature, without following redirects, and without reading the response's body.</summary>
internal sealed class NotificationSender(RetrySchedule schedule, PublicConnections connections, TimeProvider clock) : IDisposable
{
    /// <summary>For the endpoints of the settings: the operator chose their addresses.</summary>
    private readonly HttpClient client = Client(new SocketsHttpHandler());

    /// <summary>For the endpoints that people made.</summary>
    private readonly HttpClient limited = Client(new SocketsHttpHandler { ConnectCallback = connections.ConnectAsync, UseProxy = connections.MayUseProxy, SslOptions = PublicConnections.Tls });

    public async Task<SendResult> SendAsync(NotificationEndpoint endpoint, NotificationMessage message, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(schedule.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var request = Request(endpoint, message);
        try
        {
            using var response = await (endpoint.Endpoint is null ? client : limited).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Result(response);
        }
        catch (HttpRequestException exception) when (exception.InnerException is PrivateAddressException refused)
        {
            return SendResult.Failed(refused.Message);
        }
        catch (HttpRequestException exception)
        {
            return SendResult.Failed($"No response: {exception.HttpRequestError}: {exception.Message}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The connection's own, shorter timeout ends here too.
            return SendResult.Failed(timeout.IsCancellationRequested ? $"No response within {schedule.Timeout.TotalSeconds:0} seconds." : "No connection.");
        }
    }

    public void Dispose()
    {
        client.Dispose();
        limited.Dispose();
    }

    private static HttpClient Client(SocketsHttpHandler handler)
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.ActivityHeadersPropagator = null;
        handler.ConnectTimeout = TimeSpan.FromSeconds(10);
        handler.MaxResponseHeadersLength = 16;
        handler.MaxResponseDrainSize = 16 * 1024;
        handler.ResponseDrainTimeout = TimeSpan.FromSeconds(1);
        handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private HttpRequestMessage Request(NotificationEndpoint endpoint, NotificationMessage message)
    {
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds();
        var content = new ReadOnlyMemoryContent(message.Body);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = content };
        request.Headers.TryAddWithoutValidation("webhook-id", message.Notification);
        request.Headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        if (!endpoint.Secrets.IsEmpty)
        {
            request.Headers.TryAddWithoutValidation("webhook-signature", string.Join(' ', endpoint.Secrets.Select(secret => secret.Sign(message.Notification, timestamp, message.Body.Span))));
        }

        endpoint.Token?.AddTo(request);
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("AtRest", null));
        return request;
    }

    private SendResult Result(HttpResponseMessage response)
    {
        var status = (int)response.StatusCode;
        return response.IsSuccessStatusCode ? SendResult.Delivered
            : response.StatusCode == HttpStatusCode.Gone ? SendResult.Refused("The receiver returned 410 (Gone): it does not want more notifications. Remove the endpoint.")
            : status is >= 300 and < 400 ? SendResult.Failed($"The receiver returned {status}: redirects are not followed. Set the URL that the redirect points to.", RequestedPause(response))
            : SendResult.Failed($"The receiver returned {status}.", RequestedPause(response));
    }

    private TimeSpan? RequestedPause(HttpResponseMessage response) => response.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - clock.GetUtcNow(),
        _ => null,
    };
}
