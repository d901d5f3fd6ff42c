using System.Collections.Concurrent;
using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Records which session each account was read with, for each organization. The report shows it.</summary>
internal sealed class ReaderLog
{
    private const string OfAnotherOrganization = "An audit role that the inventory declares for another organization.";

    private readonly ConcurrentDictionary<(string Organization, string Account, string Session), Entry> entries = new();

    /// <param name="organizationId">The organization of the audit.</param>
    /// <param name="accountId">The account that is read.</param>
    /// <param name="session">The session.</param>
    /// <param name="isOwn">Whether the organization's report can name the principal: the role is declared for the organization, or the credentials are those that AtRest runs with.</param>
    public void Note(string organizationId, string accountId, AccountSession session, bool isOwn) => entries.AddOrUpdate(
        (organizationId, accountId, session.Identity),
        new Entry(session, isOwn),
        // The same credentials can work for the key and not for the account's trails.
        (_, known) => known.Session.AccessFailure is null ? known : new Entry(session, isOwn));

    /// <param name="organizationId">The organization of the audit.</param>
    /// <param name="caller">Finds the principal of the credentials that AtRest runs with. It is called only if they read something.</param>
    public async Task<ImmutableArray<AccountReader>> OfAsync(string organizationId, Func<AccountSession, Task<OwnCaller>> caller)
    {
        var readers = new List<AccountReader>();
        foreach (var ((organization, account, _), entry) in entries)
        {
            if (organization == organizationId)
            {
                readers.Add(await ReaderAsync(account, entry, caller));
            }
        }

        return [.. AccountReader.Merge(readers)];
    }

    private static async Task<AccountReader> ReaderAsync(string account, Entry entry, Func<AccountSession, Task<OwnCaller>> caller)
    {
        var (session, isOwn) = entry;
        var reader = new AccountReader { Cloud = "aws", Account = account, Source = session.PrincipalSource, Identity = session.Principal, Detail = session.AccessFailure?.Cause };
        if (!isOwn)
        {
            return reader with { Identity = null, Detail = OfAnotherOrganization };
        }

        if (session.Identity != OwnCredentials.Identity || session.Credentials is null)
        {
            return reader;
        }

        var own = await caller(session);
        return reader with { Identity = own.Arn ?? session.Principal, Detail = session.AccessFailure?.Cause ?? (session.Principal is null ? own.Unknown : null) };
    }

    private sealed record Entry(AccountSession Session, bool IsOwn);
}

/// <summary>The principal of the credentials that AtRest runs with, from STS.</summary>
/// <param name="Arn">The ARN; null if STS did not return it.</param>
/// <param name="Unknown">Why it is not known.</param>
internal sealed record OwnCaller(string? Arn, string? Unknown);
