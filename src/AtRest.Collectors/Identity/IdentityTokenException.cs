namespace AtRest.Collectors.Identity;

/// <summary>The process's own identity returned no token. The message gives the reason and never contains a token.</summary>
internal sealed class IdentityTokenException(string message, string advice, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do: a sentence.</summary>
    public string Advice { get; } = advice;
}
