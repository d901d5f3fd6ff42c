namespace AtRest.Hosting.Settings;

/// <summary>Checks settings that are secrets.</summary>
internal static class SecretText
{
    private const string Reference = "@Microsoft.KeyVault(";

    /// <summary>The problem with the text of any secret; null if there is none. It does not quote the text.</summary>
    public static string? Problem(string secret) => secret.StartsWith(Reference, StringComparison.OrdinalIgnoreCase)
        ? "the value is a reference to a secret that could not be resolved: the key vault does not have the secret, or the app has no permission to read it. Add the secret or the permission, and restart the app."
        : null;
}
