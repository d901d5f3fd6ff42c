using System.Text.RegularExpressions;
using Amazon.Runtime;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Enters accounts, each role once in an audit.</summary>
internal sealed partial class AccountGate(ClientPool clients, AmbientCredentials ambient, Memo memo, TimeProvider clock, string auditId)
{
    private const string Source = "sts:AssumeRole";
    private const int LongestSessionName = 64;

    private readonly string sessionName = SessionNameOf(auditId);

    /// <summary>The session for an entry of the inventory; for none, the process's own credentials.</summary>
    /// <param name="account">Null, or without a role: the process's own credentials.</param>
    /// <param name="region">Where STS is asked: any region of the account's keys.</param>
    /// <param name="cancellationToken">Ends the search and the call.</param>
    public Task<AccountSession> EnterAsync(AwsAccount? account, string region, CancellationToken cancellationToken) =>
        account?.AuditRoleArn is { } role
            ? memo.GetAsync($"enter {account.AccountId} {role} {account.ExternalId}", () => AssumeAsync(account.AccountId, role, account.ExternalId, region, cancellationToken))
            : memo.GetAsync("enter", () => ambient.EnterAsync(region, cancellationToken));

    /// <summary>Letters, digits and <c>=,.@-_</c>, 2 to 64 of them (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).</summary>
    internal static string SessionNameOf(string auditId)
    {
        var name = "atrest-" + Forbidden().Replace(auditId, "-");
        return name.Length <= LongestSessionName ? name : name[..LongestSessionName];
    }

    private async Task<AccountSession> AssumeAsync(string accountId, string role, string? externalId, string region, CancellationToken cancellationToken)
    {
        var own = await EnterAsync(null, region, cancellationToken).ConfigureAwait(false);
        var session = new AccountSession { Identity = $"{accountId} {role} {externalId}", AccountId = accountId, Caller = $"the role {role}", Principal = role, ToldBy = "sts:AssumeRole" };
        if (own.Barrier is { } barrier)
        {
            return session with { Barrier = barrier };
        }

        try
        {
            var sts = clients.Sts(own, region);
            var credentials = new AuditRoleCredentials(sts, new AssumeRoleRequest { RoleArn = role, ExternalId = externalId, RoleSessionName = sessionName }, cancellationToken);
            await credentials.GetCredentialsAsync().ConfigureAwait(false);
            return session with { Credentials = credentials, Principal = credentials.AssumedRole ?? role };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            clients.Telemetry.Fault($"{Source} on {role}", exception);
            return session with { Barrier = BarrierOf(exception, own.Caller, accountId, role, externalId) };
        }
    }

    private Absence BarrierOf(Exception exception, string caller, string accountId, string role, string? externalId)
    {
        var absence = AbsenceTranslator.Translate(new ReadingContext(Source, role, caller), exception);
        return absence with
        {
            Kind = AbsenceKind.NotAttempted,
            Cause = $"AtRest could not assume the role {role} in account {accountId}. {absence.Cause}",
            Remedy = absence.Kind == AbsenceKind.Denied && !ErrorCodes.AreBadCredentials(absence.ErrorCode ?? "")
                ? AssumeRoleAdvice.For(exception.Message, caller, role, externalId)
                : absence.Remedy,
            Call = absence.Kind == AbsenceKind.NotAttempted ? null : new FailedCall
            {
                Source = Source,
                Resource = role,
                At = clock.GetUtcNow(),
                Kind = absence.Kind is AbsenceKind.Denied or AbsenceKind.NotFound ? absence.Kind : AbsenceKind.Failed,
            },
        };
    }

    [GeneratedRegex(@"[^\w+=,.@-]", RegexOptions.ECMAScript)]
    private static partial Regex Forbidden();
}

/// <summary>The credentials of an assumed role; asked for again only shortly before they expire.</summary>
internal sealed class AuditRoleCredentials : RefreshingAWSCredentials
{
    private readonly Amazon.SecurityToken.IAmazonSecurityTokenService sts;
    private readonly AssumeRoleRequest request;
    private readonly CancellationToken cancellationToken;

    public AuditRoleCredentials(Amazon.SecurityToken.IAmazonSecurityTokenService sts, AssumeRoleRequest request, CancellationToken cancellationToken)
    {
        this.sts = sts;
        this.request = request;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The ARN of the session that was opened first; null if the answer did not tell it.</summary>
    public string? AssumedRole { get; private set; }

    protected override async Task<CredentialsRefreshState> GenerateNewCredentialsAsync()
    {
        var response = await sts.AssumeRoleAsync(request, cancellationToken).ConfigureAwait(false);
        AssumedRole ??= response.AssumedRoleUser?.Arn is { Length: > 0 } arn ? arn : null;
        var expiration = response.Credentials.Expiration ?? throw new AmazonClientException("The credentials of the role carry no expiry.");
        return new CredentialsRefreshState(response.Credentials.GetCredentials(), expiration);
    }
}
