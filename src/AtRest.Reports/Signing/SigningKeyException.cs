namespace AtRest.Reports.Signing;

/// <summary>A key cannot be used. The message is a sentence or two: what is wrong, and what to do. It never quotes a key or a password.</summary>
public sealed class SigningKeyException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Trying again later may help.</summary>
    public bool IsTransient { get; init; }
}
