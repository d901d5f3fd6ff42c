using System.Buffers.Text;
using System.Collections.Immutable;
using System.Text;

namespace AtRest.Storage.Local;

/// <summary>A page of a listing of files: walks directories in name order, so that a page costs only what it shows.</summary>
internal sealed class LocalPage
{
    private readonly string prefix;
    private readonly int limit;
    private readonly string? after;

    private LocalPage(string prefix, int limit, string? after)
    {
        this.prefix = prefix;
        this.limit = limit;
        this.after = after;
    }

    public static LocalPage Checked(BlobListing listing)
    {
        var prefix = BlobName.CheckedPrefix(listing.Prefix);
        ListingLimit.Check(listing);
        return new LocalPage(prefix, listing.Limit, listing.Continuation is { } continuation ? NameOf(continuation, prefix) ?? throw ListingLimit.ForeignContinuation(listing, null) : null);
    }

    public BlobPage Read(string root, Func<string, string, BlobInfo?> read, TimeProvider time, CancellationToken cancellationToken)
    {
        var blobs = ImmutableArray.CreateBuilder<BlobInfo>();
        var start = prefix[..(prefix.LastIndexOf('/') + 1)];
        var directory = Path.Combine([root, .. start.Split('/', StringSplitOptions.RemoveEmptyEntries).Select(FileNames.Directory)]);
        foreach (var (name, path) in Walk(directory, start))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (blobs.Count == limit)
            {
                return new BlobPage { Blobs = blobs.ToImmutable(), ReadAt = time.GetUtcNow(), Continuation = Base64Url.EncodeToString(Encoding.UTF8.GetBytes(blobs[^1].Name)) };
            }

            // Null: deleted since the directory was read.
            if (read(name, path) is { } blob)
            {
                blobs.Add(blob);
            }
        }

        return new BlobPage { Blobs = blobs.ToImmutable(), ReadAt = time.GetUtcNow() };
    }

    /// <summary>Null if no page of this listing ended there.</summary>
    private static string? NameOf(string continuation, string prefix)
    {
        var name = Base64Url.IsValid(continuation) ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(continuation)) : null;
        return BlobName.IsValid(name) && name!.StartsWith(prefix, StringComparison.Ordinal) ? name : null;
    }

    /// <summary>A directory is sorted by its name with the slash, in the order of its blobs' names.</summary>
    private IEnumerable<(string Name, string Path)> Walk(string directory, string parent)
    {
        foreach (var (key, path) in Entries(directory, parent).OrderBy(entry => entry.Key, Utf8Order.Instance))
        {
            if (key[^1] != '/')
            {
                yield return (key, path);
                continue;
            }

            foreach (var blob in Walk(path, key))
            {
                yield return blob;
            }
        }
    }

    private List<(string Key, string Path)> Entries(string directory, string parent)
    {
        List<(string, string)> entries = [];
        try
        {
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                var key = KeyOf(entry, parent);
                if (key is not null && MayHold(key))
                {
                    entries.Add((key, entry.FullName));
                }
            }
        }
        catch (DirectoryNotFoundException)
        {
            // Nothing exists below such a prefix, or it was deleted since its parent was read.
            return [];
        }

        return entries;
    }

    private static string? KeyOf(FileSystemInfo entry, string parent)
    {
        var isFile = entry is FileInfo;
        if (isFile && !entry.Name.EndsWith(FileNames.Extension, StringComparison.Ordinal))
        {
            return null;
        }

        var segment = FileNames.Decode(isFile ? entry.Name[..^FileNames.Extension.Length] : entry.Name);
        return segment is null ? null : parent + segment + (isFile ? "" : "/");
    }

    private bool MayHold(string key) => key[^1] == '/'
        ? (key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal))
            && (after is null || Utf8Order.Instance.Compare(key, after) > 0 || after.StartsWith(key, StringComparison.Ordinal))
        : key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || Utf8Order.Instance.Compare(key, after) > 0);
}
