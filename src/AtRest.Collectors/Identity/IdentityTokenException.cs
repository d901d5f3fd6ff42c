namespace AtRest.Collectors.Identity;

/// <summary>There is no token of the process's own identity. The message says why and what to do; it never holds a token.</summary>
internal sealed class IdentityTokenException(string message, Exception? inner = null) : Exception(message, inner);
