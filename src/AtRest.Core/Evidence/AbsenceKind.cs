namespace AtRest.Core.Evidence;

/// <summary>The kinds of reasons why evidence is absent.</summary>
public enum AbsenceKind
{
    /// <summary>The cloud rejected the call, because a permission is missing or the credentials are not valid.</summary>
    Denied,

    /// <summary>The cloud answered that the resource, or this setting of it, does not exist.</summary>
    NotFound,

    /// <summary>No usable response: throttling, a server error, no network, or a malformed response.</summary>
    Failed,

    /// <summary>The operation does not apply to this resource (<c>UnsupportedOperationException</c>), or the endpoint does not support it.</summary>
    Unsupported,

    /// <summary>The call was not made, because an earlier response made it unnecessary. The cause names that response.</summary>
    NotCollected,

    /// <summary>The call could not be made: no credentials, a role that cannot be assumed, or an endpoint that does not answer. The cause says which.</summary>
    NotAttempted,
}
