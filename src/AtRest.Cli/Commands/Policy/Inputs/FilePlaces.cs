using AtRest.Reports;

namespace AtRest.Cli.Commands.Policy.Inputs;

/// <summary>Where the parts of a policy are in the file that it was read from.</summary>
/// <param name="path">The file as given, or <c>-</c>.</param>
/// <param name="raw">The text of the whole file, without a byte order mark.</param>
internal sealed class FilePlaces(string path, string raw)
{
    /// <summary>The file as a URI, relative to the working directory if it is below; null for standard input.</summary>
    public string? Uri { get; } = path == InputText.StandardInput ? null : UriOf(Path.GetFullPath(path));

    /// <summary>
    /// The place in the file of a part of the policy. Null if the file does not have the policy character by character and once, as when it is encoded in a JSON string:
    /// a wrong line is worse than none.
    /// </summary>
    public TextRegion? RegionOf(string policy, Range part)
    {
        var start = raw.IndexOf(policy, StringComparison.Ordinal);
        if (policy.Length == 0 || start < 0 || raw.IndexOf(policy, start + 1, StringComparison.Ordinal) >= 0)
        {
            return null;
        }

        var (offset, length) = part.GetOffsetAndLength(policy.Length);
        return TextRegion.Of(raw, (start + offset)..(start + offset + length));
    }

    private static string UriOf(string path)
    {
        var relative = Path.GetRelativePath(Environment.CurrentDirectory, path);
        return Path.IsPathRooted(relative) || relative.Split(Path.DirectorySeparatorChar)[0] == ".."
            ? new Uri(path).AbsoluteUri
            : string.Join('/', relative.Split(Path.DirectorySeparatorChar).Select(part => System.Uri.EscapeDataString(part)));
    }
}
