namespace AtRest.Storage;

/// <summary>Checks ETags, which come from callers of the HTTP API too: an invalid one (<c>*</c> would mean any version) must not reach a store.</summary>
internal static class ETags
{
    public static string Checked(string etag)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return etag.Length is > 0 and <= 100 && etag.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '+' or '/' or '=' or '.' or ':')
            ? etag
            : throw new ArgumentException("The value is not an ETag of the store: it must be one tag without quotes, not '*' and not a list.", nameof(etag));
    }
}
