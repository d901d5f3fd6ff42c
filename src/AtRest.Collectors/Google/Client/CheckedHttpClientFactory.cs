using AtRest.Collectors.Tls;
using Google.Apis.Http;

namespace AtRest.Collectors.Google.Client;

/// <summary>Creates the library's HTTP clients, also those for tokens, with AtRest's check of the server's certificate.</summary>
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
