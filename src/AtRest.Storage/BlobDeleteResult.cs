namespace AtRest.Storage;

/// <summary>The result of a deletion.</summary>
public enum BlobDeleteResult
{
    /// <summary>The blob existed and was deleted.</summary>
    Deleted,

    /// <summary>The blob did not exist. Also the result if the deletion succeeded and only its confirmation was lost.</summary>
    NotFound,

    /// <summary>Another version exists, so nothing was deleted.</summary>
    PreconditionFailed,
}
