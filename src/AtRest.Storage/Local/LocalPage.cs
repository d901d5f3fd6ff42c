using System.Buffers.Text;
using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Text;

namespace AtRest.Storage.Local;

/// <summary>A page of a listing of files: walks directories in name order, so that a page costs only what it shows.</summary>
internal sealed class LocalPage
{
    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = FileAttributes.None, IgnoreInaccessible = false };

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

    /// <summary>A directory is sorted by its name with the slash, in the order of its blobs' names. A heap sorts only as many entries as are used.</summary>
    private IEnumerable<(string Name, string Path)> Walk(string directory, string parent)
    {
        var entries = new PriorityQueue<string, string>(Entries(directory, parent), Utf8Order.Instance);
        while (entries.TryDequeue(out var fileName, out var key))
        {
            var path = Path.Combine(directory, fileName);
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

    private List<(string FileName, string Key)> Entries(string directory, string parent)
    {
        List<(string, string)> entries = [];
        try
        {
            foreach (var (fileName, isDirectory) in Files(directory, parent.Length < prefix.Length ? prefix[parent.Length..] : ""))
            {
                if (KeyOf(fileName, isDirectory, parent) is { } key && MayHold(key))
                {
                    entries.Add((fileName, key));
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

    /// <summary>Only names: files are opened when they are on the page. What can be seen to have another beginning is left out before it is decoded.</summary>
    private static FileSystemEnumerable<(string FileName, bool IsDirectory)> Files(string directory, string beginning)
    {
        // Up to the first character that has another form in file names.
        var plain = beginning[..beginning.TakeWhile(FileNames.IsPlain).Count()];
        return new(directory, static (ref FileSystemEntry entry) => (entry.FileName.ToString(), entry.IsDirectory), Everything)
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => entry.FileName.StartsWith(plain, StringComparison.Ordinal) || entry.FileName.StartsWith('%'),
        };
    }

    private static string? KeyOf(string fileName, bool isDirectory, string parent)
    {
        if (!isDirectory && !fileName.EndsWith(FileNames.Extension, StringComparison.Ordinal))
        {
            return null;
        }

        var segment = FileNames.Decode(isDirectory ? fileName : fileName[..^FileNames.Extension.Length]);
        return segment is null ? null : parent + segment + (isDirectory ? "/" : "");
    }

    private bool MayHold(string key) => key[^1] == '/'
        ? (key.StartsWith(prefix, StringComparison.Ordinal) || prefix.StartsWith(key, StringComparison.Ordinal))
            && (after is null || Utf8Order.Instance.Compare(key, after) > 0 || after.StartsWith(key, StringComparison.Ordinal))
        : key.StartsWith(prefix, StringComparison.Ordinal) && (after is null || Utf8Order.Instance.Compare(key, after) > 0);
}
