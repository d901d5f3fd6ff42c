using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// The credentials of an assumed role, renewed shortly before they expire. A long audit needs them more than once, and AWS can refuse them later. The call that needs them is
/// then not made, and <see cref="MissingCredentialsException"/> names the call that failed: the one that assumes the role.
/// </summary>
/// <param name="sts">The client that assumes the role.</param>
/// <param name="request">The request for the role.</param>
/// <param name="failureOf">Why calls in the account are not made if there is no session.</param>
/// <param name="cancellationToken">The audit's.</param>
internal sealed class AuditRoleCredentials(IAmazonSecurityTokenService sts, AssumeRoleRequest request, Func<Exception, Absence> failureOf, CancellationToken cancellationToken) : AWSCredentials
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    // Sessions expire by the real clock, even if another clock dates the evidence.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Lock guard = new();
    private Task<RoleSession>? asked;
    private volatile RoleSession? last;
    private volatile MissingCredentialsException? refused;

    /// <summary>The ARN of the first session; null if the response did not contain it.</summary>
    public string? AssumedRole { get; private set; }

    /// <exception cref="MissingCredentialsException">There are no valid credentials.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        Task<RoleSession> task;
        lock (guard)
        {
            // One call renews the credentials for all callers.
            task = asked is { IsCompleted: false } || (asked is not null && last is { } current && Clock.GetUtcNow() < current.RenewAt) ? asked : asked = AskAsync();
        }

        return (await task).Credentials;
    }

    /// <summary>The latest credentials, without waiting, as the SDK's signer requires.</summary>
    /// <exception cref="MissingCredentialsException">They have expired, and AWS refuses to issue new ones.</exception>
    public override ImmutableCredentials GetCredentials() =>
        refused is { } no && !IsGood(last) ? throw no : (last ?? throw new InvalidOperationException("The credentials were never requested.")).Credentials;

    private static bool IsGood(RoleSession? session) => session is not null && Clock.GetUtcNow() < session.Expires;

    private async Task<RoleSession> AskAsync()
    {
        var old = last;
        if (refused is { } no)
        {
            return IsGood(old) ? old! : throw no;
        }

        try
        {
            var response = await sts.AssumeRoleAsync(request, cancellationToken);
            AssumedRole ??= response.AssumedRoleUser?.Arn is { Length: > 0 } arn ? arn : null;
            var expires = response.Credentials.Expiration.ToUtc() ?? throw new AmazonClientException("The credentials of the role have no expiration.");
            return last = new RoleSession(response.Credentials.GetCredentials(), expires, expires - Margin(expires - Clock.GetUtcNow()));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var missing = new MissingCredentialsException(failureOf(exception));
            if (missing.Absence.Call is { Kind: AbsenceKind.Denied or AbsenceKind.NotFound })
            {
                // AWS refused. It is not called again for each of the following calls.
                refused = missing;
            }

            // Credentials are renewed a few minutes early. The old ones work until they expire.
            return IsGood(old) ? old! : throw missing;
        }
    }

    private static TimeSpan Margin(TimeSpan lifetime) => lifetime / 2 < LongestMargin ? lifetime / 2 : LongestMargin;

    private sealed record RoleSession(ImmutableCredentials Credentials, DateTimeOffset Expires, DateTimeOffset RenewAt)
    {
        /// <summary>Never the secret.</summary>
        public override string ToString() => $"until {Expires:O}";
    }
}
