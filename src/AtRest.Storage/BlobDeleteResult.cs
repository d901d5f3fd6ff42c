namespace AtRest.Storage;

/// <summary>What became of a deletion.</summary>
public enum BlobDeleteResult
{
    /// <summary>The blob was there and is not any more.</summary>
    Deleted,

    /// <summary>There was none. Also the answer if the deletion succeeded and only its confirmation was lost.</summary>
    NotFound,

    /// <summary>Another version is there: nothing was deleted.</summary>
    PreconditionFailed,
}
