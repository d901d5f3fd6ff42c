using AtRest.Collectors.Answers;
using Google.Apis.Http;

namespace AtRest.Collectors.Google.Client;

/// <summary>Creates the library's HTTP clients, also those for tokens, with AtRest's check of the server's certificate and of responses.</summary>
internal sealed class CheckedHttpClientFactory(AnswerBounds bounds) : HttpClientFactory
{
    protected override HttpMessageHandler CreateHandler(CreateHttpClientArgs args) => Sockets.Bounded(bounds);
}
