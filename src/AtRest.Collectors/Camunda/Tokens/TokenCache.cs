using System.Collections.Concurrent;

namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>Keeps the token of each API client for the whole process, and requests a new one when it is needed.</summary>
internal sealed class TokenCache(Func<TokenClient> client, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<ClientCredentials, Entry> entries = new();

    /// <exception cref="CamundaRefusalException">The service gives no token.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AccessToken> GetAsync(ClientCredentials credentials, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(credentials, _ => new Entry());
        await entry.Guard.WaitAsync(cancellationToken);
        try
        {
            if (entry.Token is null || entry.Token.GoodUntil <= clock.GetUtcNow())
            {
                entry.Token = await client().RequestAsync(credentials, cancellationToken);
            }

            return entry.Token;
        }
        finally
        {
            entry.Guard.Release();
        }
    }

    /// <summary>Returns a token other than the one that was refused. If another call has already renewed it, this call uses the same new token.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<AccessToken> RenewAsync(ClientCredentials credentials, AccessToken refused, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(credentials, _ => new Entry());
        await entry.Guard.WaitAsync(cancellationToken);
        try
        {
            if (entry.Token is null || ReferenceEquals(entry.Token, refused))
            {
                entry.Token = null;
                entry.Token = await client().RequestAsync(credentials, cancellationToken);
            }

            return entry.Token;
        }
        finally
        {
            entry.Guard.Release();
        }
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
        {
            entry.Guard.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Guard { get; } = new(1);

        public AccessToken? Token { get; set; }
    }
}
