using System.Text.RegularExpressions;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Assumes audit roles, each of them once in an audit.</summary>
internal sealed partial class RoleSessions(ClientPool clients, OwnCredentials ownCredentials, Memo memo, TimeProvider clock, string auditId)
{
    private const string Source = "sts:AssumeRole";
    private const int LongestSessionName = 64;

    private readonly string sessionName = SessionNameOf(auditId);

    /// <summary>Opens the session for an entry of the inventory.</summary>
    /// <param name="account">The entry. If it is null or has no role, AtRest uses the credentials that it runs with.</param>
    /// <param name="region">The region of STS: any region of the account's keys.</param>
    /// <param name="cancellationToken">The audit's.</param>
    public Task<AccountSession> OpenAsync(AwsAccount? account, string region, CancellationToken cancellationToken) =>
        account?.AuditRoleArn is { } role
            ? memo.GetAsync($"open {account.AccountId} {role} {account.ExternalId}", () => AssumeAsync(account.AccountId, role, account.ExternalId, region, cancellationToken))
            : memo.GetAsync("open", () => ownCredentials.OpenAsync(region, cancellationToken));

    /// <summary>Letters, digits and <c>=,.@-_</c>, 2 to 64 of them (https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html).</summary>
    internal static string SessionNameOf(string auditId)
    {
        var name = "atrest-" + Forbidden().Replace(auditId, "-");
        return name.Length <= LongestSessionName ? name : name[..LongestSessionName];
    }

    private async Task<AccountSession> AssumeAsync(string accountId, string role, string? externalId, string region, CancellationToken cancellationToken)
    {
        var own = await OpenAsync(null, region, cancellationToken);
        var session = new AccountSession { Identity = $"{accountId} {role} {externalId}", AccountId = accountId, Caller = $"the role {role}", Principal = role, PrincipalSource = "sts:AssumeRole" };
        if (own.AccessFailure is { } failure)
        {
            return session with { AccessFailure = failure };
        }

        try
        {
            var sts = clients.Sts(own, region);
            var credentials = new AuditRoleCredentials(sts, new AssumeRoleRequest { RoleArn = role, ExternalId = externalId, RoleSessionName = sessionName }, AccessFailure, cancellationToken);
            await credentials.GetCredentialsAsync();
            return session with { Credentials = credentials, Principal = credentials.AssumedRole ?? role };
        }
        catch (MissingCredentialsException exception)
        {
            return session with { AccessFailure = exception.Absence };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return session with { AccessFailure = AccessFailure(exception) };
        }

        Absence AccessFailure(Exception exception)
        {
            clients.Telemetry.Fault($"{Source} on {role}", exception);
            return FailureOf(exception, own.Caller, accountId, role, externalId);
        }
    }

    private Absence FailureOf(Exception exception, string caller, string accountId, string role, string? externalId)
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
