using AtRest.Storage;

namespace AtRest.Hosting.Settings;

/// <summary>Settings <c>AtRest:Storage:…</c>; without any, the Functions host's own <c>AzureWebJobsStorage</c>, as connection string or by account name and identity.</summary>
internal static class StorageSettings
{
    private const string Host = "AzureWebJobsStorage";

    public static StorageOptions Read(SettingsReader reader)
    {
        var options = new StorageOptions
        {
            Connection = reader.Text("AtRest:Storage:Connection"),
            AccountUri = reader.Url("AtRest:Storage:AccountUri"),
            QueueUri = reader.Url("AtRest:Storage:QueueUri"),
            Folder = reader.Text("AtRest:Storage:Folder"),
            Container = reader.Text("AtRest:Storage:Container") ?? new StorageOptions().Container,
        };
        if (options is { Connection: null, AccountUri: null, Folder: null })
        {
            options = OfHost(reader, options);
        }

        foreach (var problem in options.Problems())
        {
            reader.Problem("AtRest:Storage", problem);
        }

        return options;
    }

    private static StorageOptions OfHost(SettingsReader reader, StorageOptions options)
    {
        var account = reader.Text($"{Host}:accountName");
        return options with
        {
            Connection = reader.Text(Host),
            AccountUri = reader.Url($"{Host}:blobServiceUri") ?? (account is null ? null : new Uri($"https://{account}.blob.core.windows.net")),
            QueueUri = options.QueueUri ?? reader.Url($"{Host}:queueServiceUri"),
        };
    }
}
