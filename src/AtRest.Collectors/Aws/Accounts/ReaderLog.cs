using System.Collections.Concurrent;
using System.Collections.Immutable;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>Notes with which session each account was read, organization by organization: a report says so.</summary>
internal sealed class ReaderLog
{
    private const string OfAnotherOrganization = "An audit role that the inventory declares for another organization.";

    private readonly ConcurrentDictionary<(string Organization, string Account, string Session), Entry> entries = new();

    /// <param name="organizationId">Whose audit it is.</param>
    /// <param name="accountId">Which account is read.</param>
    /// <param name="session">With which credentials.</param>
    /// <param name="isOwn">The organization may read their name in its report: the role is declared for it, or they are AtRest's own.</param>
    public void Note(string organizationId, string accountId, AccountSession session, bool isOwn) => entries.AddOrUpdate(
        (organizationId, accountId, session.Identity),
        new Entry(session, isOwn),
        // The same credentials may be good for the key and not for the account's trails.
        (_, known) => known.Session.AccessFailure is null ? known : new Entry(session, isOwn));

    /// <param name="organizationId">Whose audit it is.</param>
    /// <param name="caller">Who the process's own credentials are; it is asked only where they read something.</param>
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
        var reader = new AccountReader { Cloud = "aws", Account = account, Source = session.ToldBy, Identity = session.Principal, Detail = session.AccessFailure?.Cause };
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

/// <summary>Who the process's own credentials are, as STS says.</summary>
/// <param name="Arn">Null if it does not say.</param>
/// <param name="Unknown">Why it does not.</param>
internal sealed record OwnCaller(string? Arn, string? Unknown);
