namespace AtRest.Core.Evidence;

/// <summary>The kinds of reasons why evidence is absent.</summary>
public enum AbsenceKind
{
    /// <summary>The cloud refused the call: a permission is missing, or the credentials are not accepted.</summary>
    Denied,

    /// <summary>The cloud answered that the resource, or this setting of it, does not exist.</summary>
    NotFound,

    /// <summary>No usable answer: throttled out, server error, no network, malformed.</summary>
    Failed,

    /// <summary>The operation does not apply to this resource (<c>UnsupportedOperationException</c>), or the endpoint does not offer it.</summary>
    Unsupported,

    /// <summary>It was not asked for, since an earlier answer made it pointless; the cause says which.</summary>
    NotCollected,

    /// <summary>The call was not made, since there was no way to make it: no credentials, a role that cannot be assumed, an endpoint that does not answer. The cause says which.</summary>
    NotAttempted,
}
