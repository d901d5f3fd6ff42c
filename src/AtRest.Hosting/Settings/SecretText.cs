namespace AtRest.Hosting.Settings;

/// <summary>What goes wrong with settings that are secrets.</summary>
internal static class SecretText
{
    private const string Reference = "@Microsoft.KeyVault(";

    /// <summary>What is wrong with the text, whatever secret it is; null if nothing is. Does not quote it.</summary>
    public static string? Problem(string secret) => secret.StartsWith(Reference, StringComparison.OrdinalIgnoreCase)
        ? "this is a reference to a secret, not the secret: the key vault does not have it, or the app may not read it. Put the secret into the vault and start the app again."
        : null;
}
