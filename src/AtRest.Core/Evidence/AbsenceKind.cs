namespace AtRest.Core.Evidence;

/// <summary>The kinds of reasons why evidence is absent.</summary>
public enum AbsenceKind
{
    /// <summary>The cloud refused: a permission is missing, or the account could not be entered.</summary>
    Denied,

    /// <summary>The cloud answered that the resource, or this setting of it, does not exist.</summary>
    NotFound,

    /// <summary>No usable answer: throttled out, server error, no network, malformed.</summary>
    Failed,

    /// <summary>The operation does not apply to this resource (<c>UnsupportedOperationException</c>), or the endpoint does not offer it.</summary>
    Unsupported,

    /// <summary>It was not asked for, since an earlier answer made it pointless; the cause says which.</summary>
    NotCollected,
}
