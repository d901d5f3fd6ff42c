using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Amazon.Runtime.Credentials;
using Amazon.Runtime.Internal;
using AtRest.Collectors.Aws.Accounts.Search;
using AtRest.Collectors.Aws.Accounts.WebIdentity;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Finds the credentials that AtRest runs with: those of the options, those of the process's own identity, or those of the SDK's default chain.</summary>
internal sealed class OwnCredentials(AwsCollectorOptions options, WebIdentityLogin? webIdentity, CloudTelemetry telemetry, TimeProvider clock)
{
    /// <summary>The identity of their session.</summary>
    public const string Identity = "own";

    /// <param name="region">The region of STS, if it has to be called and no setting names a region.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<AccountSession> OpenAsync(string region, CancellationToken cancellationToken)
    {
        var session = new AccountSession { Identity = Identity, Caller = "the credentials that AtRest runs with" };
        if (options.Credentials is { } pair)
        {
            return session with { Credentials = Of(pair) };
        }

        if (webIdentity is not null)
        {
            return await webIdentity.OpenAsync(region, cancellationToken);
        }

        var files = ProfileFiles.Open(options.ReadVariable);
        var source = CredentialSource.Find(options.ReadVariable, files);
        if (CredentialSource.Malformed(options.ReadVariable) is { } malformed)
        {
            return session with { AccessFailure = malformed };
        }

        session = session with { Caller = $"the credentials that AtRest runs with ({source.Name})" };
        var limit = source.Place == CredentialPlace.Instance ? options.CredentialTimeout : options.ConfiguredCredentialTimeout;
        Exception? problem = null;
        try
        {
            // Parts of the chain block, and the last one calls an instance's metadata address, which may never answer.
            var credentials = await Task.Run(() => ResolveAsync(source, files), cancellationToken).WaitAsync(limit, cancellationToken);
            return session with { Credentials = credentials };
        }
        catch (TimeoutException)
        {
            // The message is written below.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Each part of the chain throws its own kinds of exceptions, including those of files and processes. None of them may end the audit.
            problem = exception;
            telemetry.Fault("AWS credentials", exception);
        }

        return session with { AccessFailure = new CredentialProblem(options.ReadVariable, files, source, clock.GetUtcNow()).Explain(problem, limit) };
    }

    private static async Task<AWSCredentials> ResolveAsync(CredentialSource source, ProfileFiles files)
    {
        SdkClients.Bound();
        var credentials = source.Place == CredentialPlace.Profile && files.UsesSso(source.Profile)
            ? OfSso(source.Profile)
            : await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync();
        await credentials.GetCredentialsAsync();

        // Every client reads the shared files for its settings and fails on a malformed one. This finds such a file once, with its name.
        _ = FallbackInternalConfigurationFactory.RetryMode;
        return credentials;
    }

    /// <summary>
    /// The SDK's chain does not use profiles of IAM Identity Center, since they may have to open a browser
    /// (https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/sso-tutorial-cli-and-sdk.html). An audit never opens a browser: it uses the token that <c>aws sso login</c> stored.
    /// </summary>
    private static AWSCredentials OfSso(string profile)
    {
        if (!new CredentialProfileStoreChain().TryGetAWSCredentials(profile, out var credentials))
        {
            throw new AmazonClientException("The profile is not complete: it needs sso_account_id, sso_role_name, and sso_session or sso_start_url with sso_region.");
        }

        if (credentials is SSOAWSCredentials sso)
        {
            sso.Options.ClientName = "AtRest";
            sso.Options.SupportsGettingNewToken = false;
        }

        return credentials;
    }

    private static AWSCredentials Of(AwsKeyPair pair) => pair.SessionToken is { } token
        ? new SessionAWSCredentials(pair.AccessKeyId, pair.SecretAccessKey, token)
        : new BasicAWSCredentials(pair.AccessKeyId, pair.SecretAccessKey);
}
