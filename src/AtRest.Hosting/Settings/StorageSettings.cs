using System.Text.RegularExpressions;
using AtRest.Storage;

namespace AtRest.Hosting.Settings;

/// <summary>Settings <c>AtRest:Storage:…</c>; if there are none, the Functions host's own <c>AzureWebJobsStorage</c>, as a connection string or an account name with an identity.</summary>
internal static partial class StorageSettings
{
    private const string Host = "AzureWebJobsStorage";
    private const string Own = "AtRest:Storage:Connection";

    public static StorageOptions Read(SettingsReader reader)
    {
        var options = new StorageOptions
        {
            Connection = reader.Text(Own),
            AccountUri = reader.Url("AtRest:Storage:AccountUri"),
            QueueUri = reader.Url("AtRest:Storage:QueueUri"),
            Folder = reader.Text("AtRest:Storage:Folder"),
            Container = reader.Text("AtRest:Storage:Container") ?? new StorageOptions().Container,
        };
        if (options is { AccountUri: null, Folder: null } && reader.Text(Own) is null)
        {
            options = OfHost(reader, options);
        }

        if (options.Connection is { } connection && ConnectionProblem(connection) is { } what)
        {
            reader.Problem(reader.Text(Own) is null ? Host : Own, what);
        }

        foreach (var problem in options.Problems())
        {
            reader.Problem("AtRest:Storage", problem);
        }

        return options;
    }

    /// <summary>In the host's order: a connection string has priority over names and addresses.</summary>
    private static StorageOptions OfHost(SettingsReader reader, StorageOptions options)
    {
        if (reader.Text(Host) is { } connection)
        {
            return options with { Connection = connection };
        }

        return options with
        {
            AccountUri = reader.Url($"{Host}:blobServiceUri") ?? AccountUri(reader),
            QueueUri = options.QueueUri ?? reader.Url($"{Host}:queueServiceUri"),
        };
    }

    private static Uri? AccountUri(SettingsReader reader)
    {
        if (reader.Text($"{Host}:accountName") is not { } name)
        {
            return null;
        }

        if (AccountName().IsMatch(name))
        {
            return new Uri($"https://{name}.blob.core.windows.net");
        }

        reader.Problem($"{Host}:accountName", SecretText.Problem(name) ?? $"'{name}' is not a valid storage account name. Use 3 to 24 lower-case letters and digits.");
        return null;
    }

    /// <summary>The obvious problem with a connection string; does not quote it, because it is a secret.</summary>
    private static string? ConnectionProblem(string connection) => SecretText.Problem(connection)
        ?? (StorageMark().IsMatch(connection)
            ? null
            : "the value is not a connection string of Azure Storage. Copy it from the storage account's access keys, or set 'UseDevelopmentStorage=true' for Azurite.");

    [GeneratedRegex("^[a-z0-9]{3,24}\\z")]
    private static partial Regex AccountName();

    [GeneratedRegex("(^|;)\\s*(UseDevelopmentStorage=true|AccountName=|BlobEndpoint=)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex StorageMark();
}
