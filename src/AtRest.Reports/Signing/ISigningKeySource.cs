namespace AtRest.Reports.Signing;

/// <summary>Gets the key that reports are signed with.</summary>
public interface ISigningKeySource
{
    /// <summary>The key; null if reports are not signed.</summary>
    /// <exception cref="SigningKeyException">There is a key, and it cannot be used.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    ValueTask<SigningKey?> FindAsync(CancellationToken cancellationToken);
}

/// <summary>A key that is known from the start, or none.</summary>
/// <param name="key">Null: reports are not signed.</param>
public sealed class FixedSigningKey(SigningKey? key) : ISigningKeySource
{
    /// <inheritdoc/>
    public ValueTask<SigningKey?> FindAsync(CancellationToken cancellationToken) => ValueTask.FromResult(key);
}
