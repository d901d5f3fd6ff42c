using System.Collections.Concurrent;

namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>Each API client's token, for as long as the process lives: a token is asked for when there is none that is good.</summary>
internal sealed class TokenCache(Func<TokenClient> client, TimeProvider clock) : IDisposable
{
    private readonly ConcurrentDictionary<ClientCredentials, Entry> entries = new();

    /// <exception cref="CamundaRefusalException">There is no token to be had.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AccessToken> GetAsync(ClientCredentials credentials, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(credentials, _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
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
            entry.Gate.Release();
        }
    }

    /// <summary>Gives another token than the one that was refused; who comes second gets what the first one got.</summary>
    /// <inheritdoc cref="GetAsync"/>
    public async Task<AccessToken> RenewAsync(ClientCredentials credentials, AccessToken refused, CancellationToken cancellationToken)
    {
        var entry = entries.GetOrAdd(credentials, _ => new Entry());
        await entry.Gate.WaitAsync(cancellationToken);
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
            entry.Gate.Release();
        }
    }

    public void Dispose()
    {
        foreach (var entry in entries.Values)
        {
            entry.Gate.Dispose();
        }
    }

    private sealed class Entry
    {
        public SemaphoreSlim Gate { get; } = new(1);

        public AccessToken? Token { get; set; }
    }
}
