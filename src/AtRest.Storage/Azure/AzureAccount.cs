using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AtRest.Storage.Azure;

/// <summary>The account's two clients, made with a connection string or an identity. Does not connect by itself.</summary>
internal sealed class AzureAccount
{
    private AzureAccount(BlobServiceClient blobs, QueueServiceClient queues, string container, TimeProvider time)
    {
        Blobs = blobs;
        Queues = queues;
        Container = blobs.GetBlobContainerClient(container);
        Time = time;
    }

    public BlobServiceClient Blobs { get; }

    public QueueServiceClient Queues { get; }

    public BlobContainerClient Container { get; }

    public TimeProvider Time { get; }

    /// <summary>Whether the account is used with tokens, not keys.</summary>
    public bool IsByIdentity { get; private init; }

    public static AzureAccount Open(StorageOptions options, TimeProvider time) =>
        options.Connection is { } connection ? Open(connection, options.Container, time) : Open(options, new DefaultAzureCredential(), null, time);

    /// <summary>With an identity. A special transport is for endpoints whose certificate is not trusted.</summary>
    public static AzureAccount Open(StorageOptions options, TokenCredential credential, HttpPipelineTransport? transport, TimeProvider time)
    {
        var account = options.AccountUri!;
        return new AzureAccount(
            new BlobServiceClient(account, credential, Configure(new BlobClientOptions(), transport)),
            new QueueServiceClient(options.QueueUri ?? QueueUri(account), credential, Configure(new QueueClientOptions(), transport)),
            options.Container,
            time)
        {
            IsByIdentity = true,
        };
    }

    private static AzureAccount Open(string connection, string container, TimeProvider time)
    {
        try
        {
            return new AzureAccount(
                new BlobServiceClient(connection, Configure(new BlobClientOptions(), null)), new QueueServiceClient(connection, Configure(new QueueClientOptions(), null)), container, time);
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            // Without the inner exception, which may quote a part of the secret.
            throw new StorageException("AtRest:Storage:Connection is not a connection string of Azure Storage. Copy it again from the storage account's access keys, or use AtRest:Storage:AccountUri with a managed identity.");
        }
    }

    /// <summary>How to read blobs of other accounts, too.</summary>
    public static BlobClientOptions Configured() => Configure(new BlobClientOptions(), null);

    private static Uri QueueUri(Uri account) => new UriBuilder(account) { Host = account.Host.Replace(".blob.", ".queue.", StringComparison.OrdinalIgnoreCase) }.Uri;

    /// <summary>Seven tries within about twenty seconds: a restart of the service goes unnoticed, and an outage is reported while the caller still waits.</summary>
    private static T Configure<T>(T options, HttpPipelineTransport? transport)
        where T : ClientOptions
    {
        options.Retry.Mode = RetryMode.Exponential;
        options.Retry.MaxRetries = 6;
        options.Retry.Delay = TimeSpan.FromMilliseconds(400);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(6);
        options.Retry.NetworkTimeout = TimeSpan.FromSeconds(60);
        options.Diagnostics.IsTelemetryEnabled = false;
        if (transport is not null)
        {
            options.Transport = transport;
        }

        return options;
    }
}
