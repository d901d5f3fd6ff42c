using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>The login's credentials as the SDK asks for them: again for each request, so that a long audit outlives them.</summary>
internal sealed class WebIdentityCredentials(WebIdentityLogin login, string region) : AWSCredentials
{
    public override Task<ImmutableCredentials> GetCredentialsAsync() => login.GetAsync(region, CancellationToken.None);

    /// <summary>Those that were good last, without waiting: the SDK's signer asks so.</summary>
    public override ImmutableCredentials GetCredentials() => login.Last;
}
