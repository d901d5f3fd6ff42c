namespace AtRest.Hosting.Api.Authentication;

/// <summary>The credential is missing or not valid. The message is for the caller: it says what is wrong and what to do, and quotes no part of a credential.</summary>
internal sealed class CredentialException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The wrong credential is a token (RFC 6750).</summary>
    public bool IsAboutToken { get; init; }

    /// <summary>The request has no credential.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>The credential could not be checked, because the identity provider does not answer. The caller is not at fault.</summary>
    public bool IsUnavailable { get; init; }
}
