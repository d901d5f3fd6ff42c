using Amazon.Runtime;
using Amazon.Runtime.Credentials;
using AtRest.Collectors.Aws.Accounts.WebIdentity;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>The process's own credentials: the option, those of its own identity, or the SDK's default chain.</summary>
internal sealed class AmbientCredentials(AwsCollectorOptions options, WebIdentityLogin? webIdentity)
{
    /// <summary>The identity of their session.</summary>
    public const string Identity = "ambient";

    private const string Advice =
        "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, choose a profile with AWS_PROFILE, or run where a role is attached.";

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

        try
        {
            // Parts of the chain block, and the last of them asks an instance's metadata address, which may never answer.
            var credentials = await Task.Run(ResolveAsync, cancellationToken).WaitAsync(options.CredentialTimeout, cancellationToken).ConfigureAwait(false);
            return session with { Credentials = credentials };
        }
        catch (TimeoutException)
        {
            return session with { Barrier = Missing($"none within {options.CredentialTimeout.TotalSeconds:0} seconds.") };
        }
        catch (AmazonClientException exception)
        {
            return session with { Barrier = Missing(exception.Message) };
        }
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

    private static Absence Missing(string what) => new()
    {
        Kind = AbsenceKind.Denied,
        Cause = $"No AWS credentials were found: {FirstSentence(what)}. {Advice}",
    };

    /// <summary>The SDK's chain goes on with the failure of each link, over many lines; the advice names them all.</summary>
    private static string FirstSentence(string text) => (text.Contains('\n', StringComparison.Ordinal) ? text.Split(". ")[0] : text).ReplaceLineEndings(" ").TrimEnd('.', ' ');
}
