namespace AtRest.Storage;

/// <summary>ETags come from callers of the HTTP API too: what is none (<c>*</c> would mean any version) must not reach a store.</summary>
internal static class ETags
{
    public static string Checked(string etag)
    {
        ArgumentNullException.ThrowIfNull(etag);
        return etag.Length is > 0 and <= 100 && etag.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '+' or '/' or '=' or '.' or ':')
            ? etag
            : throw new ArgumentException("This is not an ETag as the store gives them: without quotes, and neither '*' nor a list.", nameof(etag));
    }
}
