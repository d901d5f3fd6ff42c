namespace AtRest.Collectors.Identity;

/// <summary>There is no token of the process's own identity. The message says why; it never holds a token.</summary>
internal sealed class IdentityTokenException(string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do: a sentence.</summary>
    public string Advice { get; } = advice;
}
