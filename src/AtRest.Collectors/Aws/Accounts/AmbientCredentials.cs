using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using AtRest.Collectors.Aws.Accounts.Search;
using AtRest.Collectors.Aws.Accounts.WebIdentity;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>The process's own credentials: the option, those of its own identity, or the SDK's default chain.</summary>
internal sealed class AmbientCredentials(AwsCollectorOptions options, WebIdentityLogin? webIdentity, CloudTelemetry telemetry, TimeProvider clock)
{
    /// <summary>The identity of their session.</summary>
    public const string Identity = "ambient";

    /// <param name="region">Where STS is asked, if it must be and no setting names one.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public async Task<AccountSession> EnterAsync(string region, CancellationToken cancellationToken)
    {
        var session = new AccountSession { Identity = Identity, Caller = "the credentials that AtRest runs with" };
        if (options.Credentials is { } pair)
        {
            return session with { Credentials = Of(pair) };
        }

        if (webIdentity is not null)
        {
            return await webIdentity.EnterAsync(region, cancellationToken).ConfigureAwait(false);
        }

        var files = ProfileFiles.Open(options.ReadVariable);
        var source = CredentialSource.Find(options.ReadVariable, files);
        session = session with { Caller = $"the credentials that AtRest runs with ({source.Name})" };
        Exception? problem = null;
        try
        {
            // Parts of the chain block, and the last of them asks an instance's metadata address, which may never answer.
            var credentials = await Task.Run(ResolveAsync, cancellationToken).WaitAsync(options.CredentialTimeout, cancellationToken).ConfigureAwait(false);
            return session with { Credentials = credentials };
        }
        catch (TimeoutException)
        {
            // Said below.
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            // Each part of the chain throws exceptions of its own kind, those of files and processes among them. None may end the audit.
            problem = exception;
            telemetry.Fault("AWS credentials", exception);
        }

        return session with { Barrier = new CredentialProblem(options.ReadVariable, files, source, clock.GetUtcNow()).Explain(problem, options.CredentialTimeout) };
    }

    private static async Task<AWSCredentials> ResolveAsync()
    {
        var credentials = await DefaultAWSCredentialsIdentityResolver.GetCredentialsAsync().ConfigureAwait(false);
        await credentials.GetCredentialsAsync().ConfigureAwait(false);
        return credentials;
    }

    private static AWSCredentials Of(AwsKeyPair pair) => pair.SessionToken is { } token
        ? new SessionAWSCredentials(pair.AccessKeyId, pair.SecretAccessKey, token)
        : new BasicAWSCredentials(pair.AccessKeyId, pair.SecretAccessKey);
}
