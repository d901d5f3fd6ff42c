namespace AtRest.Storage;

/// <summary>What every store asks of a listing.</summary>
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
        new($"The continuation '{listing.Continuation}' is not where a page of this listing ended. Begin again without a continuation.", nameof(listing), inner);
}
