using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Retries;
using AtRest.Collectors.Telemetry;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>
/// The credentials that AWS issues for a token of the process's own identity. All audits of the process share them: one token and one exchange an hour, renewed shortly before they
/// expire. That is why the name of the session does not contain the ID of an audit. The sessions of the audit roles do.
/// </summary>
internal sealed class WebIdentityLogin(AwsCollectorOptions options, SharedHttpClientFactory http, IdentityTokens tokens, CloudTelemetry telemetry, TimeProvider clock) : IDisposable
{
    private const string SessionName = "AtRest";

    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(5);

    private readonly SemaphoreSlim guard = new(1);
    private readonly AwsWebIdentity identity = options.WebIdentity!;
    private volatile Exchanged? current;

    /// <summary>The latest result of <see cref="GetAsync"/>.</summary>
    public ImmutableCredentials Last => (current ?? throw new InvalidOperationException("The credentials were never requested.")).Credentials;

    /// <summary>Opens a session with the role.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AccountSession> OpenAsync(string region, CancellationToken cancellationToken)
    {
        var session = new AccountSession { Identity = OwnCredentials.Identity, Caller = $"the role {identity.RoleArn}", Principal = identity.RoleArn };
        try
        {
            await GetAsync(region, cancellationToken);
            return session with { Credentials = new WebIdentityCredentials(this, region) };
        }
        catch (MissingCredentialsException exception)
        {
            return session with { AccessFailure = exception.Absence };
        }
    }

    /// <exception cref="MissingCredentialsException">There are no valid credentials.</exception>
    public async Task<ImmutableCredentials> GetAsync(string region, CancellationToken cancellationToken)
    {
        await guard.WaitAsync(cancellationToken);
        try
        {
            if (current is null || current.Expires - Margin <= clock.GetUtcNow())
            {
                current = await RenewAsync(region, cancellationToken);
            }

            return current.Credentials;
        }
        finally
        {
            guard.Release();
        }
    }

    public void Dispose() => guard.Dispose();

    private async Task<Exchanged> RenewAsync(string region, CancellationToken cancellationToken)
    {
        IdentityToken? token = null;
        try
        {
            token = await tokens.GetAsync(identity.Audience, cancellationToken);
            return await ExchangeAsync(token, region, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            telemetry.Fault($"sts:AssumeRoleWithWebIdentity on {identity.RoleArn}", exception);

            // They are renewed a few minutes early, so the old ones still work.
            return current is not null && current.Expires > clock.GetUtcNow() ? current : throw new MissingCredentialsException(WebIdentityAbsence.Of(exception, identity, token, clock.GetUtcNow()));
        }
    }

    private async Task<Exchanged> ExchangeAsync(IdentityToken token, string region, CancellationToken cancellationToken)
    {
        // Its own pool, because what a pool learns about endpoints is valid for one audit only, and the login is used by several.
        using var clients = new ClientPool(options, http, telemetry);
        var sts = clients.Sts(new AccountSession { Identity = "token", Caller = "", Credentials = new AnonymousAWSCredentials() }, RegionOf(region));
        var request = new AssumeRoleWithWebIdentityRequest { RoleArn = identity.RoleArn, RoleSessionName = SessionName, WebIdentityToken = token.Value };
        var budget = new RetryBudget(RetryLimits.SignIn);
        while (true)
        {
            try
            {
                var answer = await sts.AssumeRoleWithWebIdentityAsync(request, cancellationToken);
                return new Exchanged(answer.Credentials.GetCredentials(), AsUtc(answer.Credentials.Expiration));
            }
            catch (IDPCommunicationErrorException) when (budget.Next(new Failure { Fault = FaultKind.Faulty, EndpointHasAnswered = true, Jitter = 1 }) is { } wait)
            {
                // AWS could not get Microsoft's keys. That often lasts only a moment, and AWS recommends a retry.
                await Task.Delay(wait, cancellationToken);
            }
        }
    }

    private string RegionOf(string fallback) =>
        options.ReadVariable("AWS_REGION") is { Length: > 0 } region ? region
        : options.ReadVariable("AWS_DEFAULT_REGION") is { Length: > 0 } other ? other
        : fallback;

    private static DateTimeOffset AsUtc(DateTime? expiration) =>
        Reading.Times.ToUtc(expiration) ?? throw new AmazonClientException("The credentials have no expiration.");

    private sealed record Exchanged(ImmutableCredentials Credentials, DateTimeOffset Expires)
    {
        /// <summary>Never the secret.</summary>
        public override string ToString() => $"until {Expires:O}";
    }
}
