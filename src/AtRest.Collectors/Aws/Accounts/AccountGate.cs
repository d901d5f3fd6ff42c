using System.Text.RegularExpressions;
using Amazon.SecurityToken.Model;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;

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
        var own = await EnterAsync(null, region, cancellationToken);
        var session = new AccountSession { Identity = $"{accountId} {role} {externalId}", AccountId = accountId, Caller = $"the role {role}", Principal = role, ToldBy = "sts:AssumeRole" };
        if (own.Barrier is { } barrier)
        {
            return session with { Barrier = barrier };
        }

        try
        {
            var sts = clients.Sts(own, region);
            var credentials = new AuditRoleCredentials(sts, new AssumeRoleRequest { RoleArn = role, ExternalId = externalId, RoleSessionName = sessionName }, Barrier, cancellationToken);
            await credentials.GetCredentialsAsync();
            return session with { Credentials = credentials, Principal = credentials.AssumedRole ?? role };
        }
        catch (MissingCredentialsException exception)
        {
            return session with { Barrier = exception.Absence };
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return session with { Barrier = Barrier(exception) };
        }

        Absence Barrier(Exception exception)
        {
            clients.Telemetry.Fault($"{Source} on {role}", exception);
            return BarrierOf(exception, own.Caller, accountId, role, externalId);
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
