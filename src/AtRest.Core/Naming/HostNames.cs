namespace AtRest.Core.Naming;

/// <summary>Host names of URLs that people or services give.</summary>
public static class HostNames
{
    /// <summary>The most characters of a name in the DNS (https://www.rfc-editor.org/rfc/rfc1035#section-2.3.4, without the lengths of the labels).</summary>
    private const int Longest = 253;

    /// <summary>
    /// The host in ASCII, without brackets and a dot at the end. Null if no name in the DNS can be so long, or if it has characters that international names cannot have: .NET accepts such a URL, and throws
    /// only when its host is read.
    /// </summary>
    /// <param name="url">An absolute URL.</param>
    public static string? AsciiOf(Uri url)
    {
        try
        {
            var host = url.IdnHost.Trim('[', ']').TrimEnd('.');
            return host.Length is > 0 and <= Longest ? host : null;
        }
        catch (UriFormatException)
        {
            return null;
        }
    }
}
