using AtRest.Collectors.Identity;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>Explains what to do if Google does not accept the token of the process's own identity.</summary>
internal static class FederationAdvice
{
    /// <summary>The failure of the identity itself, if it returned no token; null if it did.</summary>
    public static IdentityTokenException? NoToken(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is IdentityTokenException own)
            {
                return own;
            }
        }

        return null;
    }

    /// <summary>Google's error. The library returns only the status of the second step.</summary>
    public static string Said(TokenResponseException exception) => exception.Error is { Error: { } code, ErrorDescription: { } description }
        ? $"{code}: {description}"
        : $"HTTP {(int?)exception.StatusCode}.";

    public static string For(TokenResponseException exception, GoogleWebIdentity identity) => exception.Error?.Error switch
    {
        "invalid_target" => $"Check that the provider {identity.Provider} (AtRest:Google:WebIdentity:Provider) exists, with the project's number in it, and is enabled.",
        "invalid_grant" => $"Check that the provider's issuer is that of the token's tenant, and that {identity.Audience} is among its allowed audiences.",
        "unauthorized_client" => "Check that the provider's attribute condition allows the object ID of AtRest's managed identity.",
        _ when identity.ServiceAccount is { } account => $"AtRest's identity cannot act as {account}. Grant AtRest's principal in the pool a role with iam.serviceAccounts.getAccessToken on it: Service Account Token Creator or Workload Identity User.",
        _ => "Check the workload identity pool and its provider.",
    };
}
