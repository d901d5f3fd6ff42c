using AtRest.Collectors.Tls;
using Google.Apis.Http;

namespace AtRest.Collectors.Google.Client;

/// <summary>The library's HTTP clients, which also get the tokens, with our check of the server's certificate.</summary>
internal sealed class CheckedHttpClientFactory : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        SslOptions = ServerCertificates.Options,
    };
}
