using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>
/// The credentials of an assumed role, renewed shortly before they expire. A long audit asks for them more than once, and AWS may refuse them later on. The call that needed them is
/// then not made, and <see cref="MissingCredentialsException"/> says which call failed: the one that assumes the role.
/// </summary>
/// <param name="sts">Opens sessions.</param>
/// <param name="request">Of which role.</param>
/// <param name="failureOf">What it means for the calls in the account that there is no session.</param>
/// <param name="cancellationToken">The audit's.</param>
internal sealed class AuditRoleCredentials(IAmazonSecurityTokenService sts, AssumeRoleRequest request, Func<Exception, Absence> failureOf, CancellationToken cancellationToken) : AWSCredentials
{
    private static readonly TimeSpan LongestMargin = TimeSpan.FromMinutes(5);

    // Sessions end by the real clock, whatever clock dates the evidence.
    private static readonly TimeProvider Clock = TimeProvider.System;

    private readonly Lock gate = new();
    private Task<RoleSession>? asked;
    private volatile RoleSession? last;
    private volatile MissingCredentialsException? refused;

    /// <summary>The ARN of the session that was opened first; null if the answer did not tell it.</summary>
    public string? AssumedRole { get; private set; }

    /// <exception cref="MissingCredentialsException">There are none, nor old ones that are still good.</exception>
    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        Task<RoleSession> task;
        lock (gate)
        {
            // One call renews them for all.
            task = asked is { IsCompleted: false } || (asked is not null && last is { } current && Clock.GetUtcNow() < current.RenewAt) ? asked : asked = AskAsync();
        }

        return (await task).Credentials;
    }

    /// <summary>Those that were good last, without waiting: the SDK's signer asks so.</summary>
    /// <exception cref="MissingCredentialsException">They are no longer good, and AWS gives no others.</exception>
    public override ImmutableCredentials GetCredentials() =>
        refused is { } no && !IsGood(last) ? throw no : (last ?? throw new InvalidOperationException("The credentials were never asked for.")).Credentials;

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
            var expires = response.Credentials.Expiration.ToUtc() ?? throw new AmazonClientException("The credentials of the role carry no expiry.");
            return last = new RoleSession(response.Credentials.GetCredentials(), expires, expires - Margin(expires - Clock.GetUtcNow()));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            var missing = new MissingCredentialsException(failureOf(exception));
            if (missing.Absence.Call is { Kind: AbsenceKind.Denied or AbsenceKind.NotFound })
            {
                // AWS has said no: it is not asked again for each call that is still to come.
                refused = missing;
            }

            // They are renewed a few minutes early. Until the old ones expire, they still work.
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
