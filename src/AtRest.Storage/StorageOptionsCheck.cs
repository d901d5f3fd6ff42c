namespace AtRest.Storage;

/// <summary>Checks the options before they are used, so that a mistake is reported at the start.</summary>
internal static class StorageOptionsCheck
{
    public static IEnumerable<string> Problems(StorageOptions options)
    {
        var chosen = new[] { !string.IsNullOrWhiteSpace(options.Connection), options.AccountUri is not null, !string.IsNullOrWhiteSpace(options.Folder) }.Count(set => set);
        if (chosen != 1)
        {
            yield return (chosen == 0 ? "No storage is set." : "More than one storage is set.")
                + " Set exactly one of AtRest:Storage:Connection (a connection string), AtRest:Storage:AccountUri (a storage account, with a managed identity) and AtRest:Storage:Folder (a folder).";
        }

        if (options.AccountUri is { } account && !IsEndpoint(account))
        {
            yield return "AtRest:Storage:AccountUri must be the https:// address of a storage account without query or password, such as https://ACCOUNT.blob.core.windows.net.";
        }

        if (options.QueueUri is { } queue && (!IsEndpoint(queue) || options.AccountUri is null))
        {
            yield return "AtRest:Storage:QueueUri must be the https:// address of a storage account's queues without query or password, and can only be set together with AtRest:Storage:AccountUri.";
        }

        if (options is { AccountUri: { IsAbsoluteUri: true } blobs, QueueUri: null } && !blobs.Host.Contains(".blob.", StringComparison.OrdinalIgnoreCase))
        {
            yield return "AtRest:Storage:AccountUri has no '.blob.' in its host name, so the queues' address cannot be derived from it. Set AtRest:Storage:QueueUri too.";
        }

        if (!ResourceName.IsContainer(options.Container))
        {
            yield return $"'{options.Container}' is not a valid container name: {ResourceName.Rule(ResourceName.MaxLength)}.";
        }

        if (options.MaxDeliveries is < 1 or > 1000)
        {
            yield return "The number of deliveries before a message is poison must be from 1 to 1000.";
        }
    }

    // Tokens are sent over https only.
    private static bool IsEndpoint(Uri uri) => uri is { IsAbsoluteUri: true, Scheme: "https", Query: "", Fragment: "", UserInfo: "" };
}
