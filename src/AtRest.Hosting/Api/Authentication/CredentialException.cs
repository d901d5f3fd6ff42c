namespace AtRest.Hosting.Api.Authentication;

/// <summary>The caller is not known by what they show. The message is for the caller: it says what is wrong and what to do, and quotes nothing of a credential.</summary>
internal sealed class CredentialException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>A token was shown, and it is that which is wrong (RFC 6750).</summary>
    public bool IsAboutToken { get; init; }

    /// <summary>Nothing was shown at all.</summary>
    public bool IsAbsent { get; init; }

    /// <summary>It could not be found out: the identity provider does not answer. Not the caller's fault.</summary>
    public bool IsUnavailable { get; init; }
}
