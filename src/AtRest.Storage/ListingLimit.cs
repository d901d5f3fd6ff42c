namespace AtRest.Storage;

/// <summary>The checks of a listing that all stores share.</summary>
internal static class ListingLimit
{
    public static void Check(BlobListing listing)
    {
        if (listing.Limit is < 1 or > BlobListing.MaxLimit)
        {
            throw new ArgumentOutOfRangeException(nameof(listing), listing.Limit, $"A page has 1 to {BlobListing.MaxLimit} blobs.");
        }
    }

    public static ArgumentException ForeignContinuation(BlobListing listing, Exception? inner) =>
        new($"The continuation '{listing.Continuation}' does not belong to this listing. Start again without one.", nameof(listing), inner);
}
