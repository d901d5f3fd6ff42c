using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>The credentials of the login. The SDK requests them again for each request, so a long audit continues after they expire.</summary>
internal sealed class WebIdentityCredentials(WebIdentityLogin login, string region) : AWSCredentials
{
    public override Task<ImmutableCredentials> GetCredentialsAsync() => login.GetAsync(region, CancellationToken.None);

    /// <summary>The latest credentials, without waiting, as the SDK's signer requires.</summary>
    public override ImmutableCredentials GetCredentials() => login.Last;
}
