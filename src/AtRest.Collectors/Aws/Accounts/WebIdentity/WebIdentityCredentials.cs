using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>The login's credentials as the SDK asks for them: again before each request, so that a long audit outlives them.</summary>
internal sealed class WebIdentityCredentials(WebIdentityLogin login, string region) : AWSCredentials
{
    public override Task<ImmutableCredentials> GetCredentialsAsync() => login.GetAsync(region, CancellationToken.None);

    public override ImmutableCredentials GetCredentials() => throw new NotSupportedException("The credentials of a web identity are asked for asynchronously.");
}
