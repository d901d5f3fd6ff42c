using AtRest.Collectors.Identity;
using Google.Apis.Auth.OAuth2.Responses;

namespace AtRest.Collectors.Google.Credentials;

/// <summary>What to do where Google does not take the token of the process's own identity.</summary>
internal static class FederationAdvice
{
    /// <summary>The words of the identity itself, where it gave no token at all; null: it did.</summary>
    public static string? NoToken(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is IdentityTokenException own)
            {
                return own.Message;
            }
        }

        return null;
    }

    public static string For(TokenResponseException exception, GoogleWebIdentity identity) => exception.Error?.Error switch
    {
        "invalid_target" => $"Check that the provider {identity.Provider} (AtRest:Google:WebIdentity:Provider) exists, with the project's number in it, and is enabled.",
        "invalid_grant" => $"Check that the provider's issuer is that of the token's tenant, and that {identity.Audience} is among its allowed audiences.",
        "unauthorized_client" => "Check that the provider's attribute condition lets the object id of AtRest's managed identity in.",
        _ when identity.ServiceAccount is { } account => $"Grant the role Service Account Token Creator or Workload Identity User on {account} to AtRest's principal in the pool.",
        _ => "Check the workload identity pool and its provider.",
    };
}
