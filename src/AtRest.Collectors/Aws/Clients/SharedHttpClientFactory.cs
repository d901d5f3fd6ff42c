using System.Net;
using Amazon.Runtime;
using AtRest.Collectors.Answers;

namespace AtRest.Collectors.Aws.Clients;

/// <summary>One pool of connections for all clients, as large as the limit on concurrent requests.</summary>
internal sealed class SharedHttpClientFactory : HttpClientFactory, IDisposable
{
    /// <summary>JSON objects, and XML documents of S3 and STS.</summary>
    private static readonly AnswerBounds Bounds = new() { Form = AnswerForm.JsonObjectOrXml };

    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly HttpClient client;

    public SharedHttpClientFactory(int connections)
    {
        // AWS compresses no response of these operations.
        var sockets = Sockets.Create(DecompressionMethods.None);
        sockets.MaxConnectionsPerServer = connections;
        sockets.ConnectTimeout = ConnectTimeout;
        sockets.PooledConnectionLifetime = ConnectionLifetime;

        // The pipeline limits the time of an attempt, its body included.
        client = new HttpClient(new AnswerHandler(Bounds) { InnerHandler = sockets }, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose() => client.Dispose();
}
