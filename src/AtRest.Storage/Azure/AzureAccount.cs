using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace AtRest.Storage.Azure;

/// <summary>The account's two doors, opened with a connection string or an identity. Connects to nothing by itself.</summary>
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

    /// <summary>Whether tokens, and not keys, open the account.</summary>
    public bool IsByIdentity { get; private init; }

    public static AzureAccount Open(StorageOptions options, TimeProvider time) =>
        options.Connection is { } connection ? Open(connection, options.Container, time) : Open(options, new DefaultAzureCredential(), null, time);

    /// <summary>With an identity. A transport other than the usual one is for endpoints whose certificate is not trusted.</summary>
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
            // Without the cause: what it quotes may be part of the secret.
            throw new StorageException("AtRest:Storage:Connection is not a connection string of Azure Storage. Copy it again from the storage account's access keys, or use AtRest:Storage:AccountUri with a managed identity.");
        }
    }

    /// <summary>How blobs of other accounts are read, too.</summary>
    public static BlobClientOptions Configured() => Configure(new BlobClientOptions(), null);

    private static Uri QueueUri(Uri account) => new UriBuilder(account) { Host = account.Host.Replace(".blob.", ".queue.", StringComparison.OrdinalIgnoreCase) }.Uri;

    /// <summary>Seven tries within about twenty seconds: a restart of the service goes unnoticed, a dead one is reported while somebody still waits.</summary>
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
