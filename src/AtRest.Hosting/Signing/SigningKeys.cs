using System.Collections.Immutable;
using AtRest.Reports.Signing;

namespace AtRest.Hosting.Signing;

/// <summary>The key of the settings. A key in a vault is read again each hour, so that a new version is used without a restart.</summary>
public sealed class SigningKeys : ISigningKeySource, IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private readonly SigningSettings settings;
    private readonly TimeProvider time;
    private readonly Lazy<VaultKey?> vault;
    private readonly SemaphoreSlim reading = new(1, 1);

    private (SigningKey Key, DateTimeOffset ReadAt)? current;

    /// <summary>Opens nothing.</summary>
    public SigningKeys(SigningSettings settings, TimeProvider time)
        : this(settings, time, url => new VaultKey(url))
    {
    }

    internal SigningKeys(SigningSettings settings, TimeProvider time, Func<Uri, VaultKey> open)
    {
        this.settings = settings;
        this.time = time;
        vault = new Lazy<VaultKey?>(() => settings.Certificate is { } url ? open(url) : null);
    }

    /// <inheritdoc/>
    public async ValueTask<SigningKey?> FindAsync(CancellationToken cancellationToken)
    {
        if (!settings.IsOn || settings.Key is not null)
        {
            return settings.Key;
        }

        await reading.WaitAsync(cancellationToken);
        try
        {
            var now = time.GetUtcNow();
            if (current is not { } known || now - known.ReadAt >= Lifetime)
            {
                // The old key is not disposed of: a signature with it may be under way.
                current = known = (await vault.Value!.ReadAsync(cancellationToken), now);
            }

            return known.Key;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The keys that signed reports are verified with, the current one first.</summary>
    /// <exception cref="SigningKeyException">The current key cannot be read.</exception>
    public async Task<ImmutableArray<VerificationKey>> PublicAsync(CancellationToken cancellationToken)
    {
        var key = await FindAsync(cancellationToken);
        return [.. new[] { key?.PublicKey }.OfType<VerificationKey>().Concat(settings.PublicKeys).DistinctBy(known => known.KeyId)];
    }

    /// <inheritdoc/>
    public void Dispose() => reading.Dispose();
}
