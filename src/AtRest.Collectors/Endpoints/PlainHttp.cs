using System.Net;
using System.Net.Sockets;
using AtRest.Collectors.Answers;
using AtRest.Core.Endpoints.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Endpoints;

/// <summary>Sends one request without TLS: <c>GET /</c>, without credentials, cookies and proxy. The body of the response is not read.</summary>
internal sealed class PlainHttp(TlsProbeOptions options, TimeProvider clock)
{
    /// <summary>The address of the request.</summary>
    public Uri UrlOf(ClusterEndpoint endpoint) => new UriBuilder(Uri.UriSchemeHttp, endpoint.HostInUrl, options.PlainHttpPort).Uri;

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<PlainHttpProbe> AskAsync(ClusterEndpoint endpoint, IPAddress address, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        using var handler = Sockets.Create();
        handler.UseProxy = false;
        handler.ConnectCallback = async (_, token) => await ConnectAsync(address, token);
        using var client = new HttpClient(handler);
        using var request = new HttpRequestMessage(HttpMethod.Get, UrlOf(endpoint));
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return Of(response, request.RequestUri!);
        }
        catch (HttpRequestException exception) when (exception.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
        {
            return new PlainHttpProbe { Answer = PlainHttpAnswer.Closed };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is HttpRequestException or OperationCanceledException)
        {
            return new PlainHttpProbe { Answer = PlainHttpAnswer.Silent };
        }
    }

    private async Task<Stream> ConnectAsync(IPAddress address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(new IPEndPoint(address, options.PlainHttpPort), cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static PlainHttpProbe Of(HttpResponseMessage response, Uri asked)
    {
        var target = (int)response.StatusCode is >= 300 and < 400 && Uri.TryCreate(asked, response.Headers.Location, out var absolute) ? absolute : null;
        return new PlainHttpProbe
        {
            Status = (int)response.StatusCode,
            RedirectsTo = target?.GetLeftPart(UriPartial.Authority),
            Answer = (int)response.StatusCode switch
            {
                _ when target?.Scheme == Uri.UriSchemeHttps => PlainHttpAnswer.RedirectsToHttps,
                (int)HttpStatusCode.UpgradeRequired => PlainHttpAnswer.Refuses,
                (>= 200 and < 400) or (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.ProxyAuthenticationRequired => PlainHttpAnswer.Serves,
                _ => PlainHttpAnswer.Error,
            },
        };
    }
}
