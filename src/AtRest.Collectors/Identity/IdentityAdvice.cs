namespace AtRest.Collectors.Identity;

/// <summary>Explains what to do if the process's own identity returns no token.</summary>
internal static class IdentityAdvice
{
    private const int LongestText = 400;

    public static IdentityTokenException For(Exception exception, string audience, Func<string, string?> variable)
    {
        var said = Said(exception);
        var advice = exception switch
        {
            TimeoutException => "Check that AtRest runs on Azure, and that a managed identity is assigned to it.",
            _ when said.Contains("AADSTS500011", StringComparison.Ordinal) || said.Contains("AADSTS50001", StringComparison.Ordinal) =>
                $"Register an application with the identifier {audience} in the tenant, or correct the setting that names the application.",
            _ when variable("AZURE_CLIENT_ID") is { Length: > 0 } id => $"Check that the managed identity with the client ID {id} (AZURE_CLIENT_ID) is assigned to the app.",
            _ => "Check that a managed identity is assigned to the app; if it is a user-assigned one, set AZURE_CLIENT_ID to its client ID.",
        };
        return new IdentityTokenException($"AtRest's own identity gives no token for {audience}: {said}", advice, exception);
    }

    /// <summary>The message of the innermost exception. The outer ones report only that there was an error.</summary>
    private static string Said(Exception exception)
    {
        var inner = exception;
        while (inner.InnerException is { } next)
        {
            inner = next;
        }

        var text = IdentityToken.Redact((inner is TimeoutException ? "there was no response in time." : inner.Message).ReplaceLineEndings(" ").Trim());
        text = text.Length <= LongestText ? text : text[..LongestText] + "…";
        return text.EndsWith('.') ? text : text + ".";
    }
}
