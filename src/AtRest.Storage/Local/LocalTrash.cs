using System.Globalization;

namespace AtRest.Storage.Local;

/// <summary>
/// Files of deleted blobs: a directory for each day, and in it the same paths as in <c>blobs</c>. To restore them, people copy them back.
/// Beside them, <c>folders</c> has what was in the way.
/// </summary>
internal sealed class LocalTrash(LocalFolder folder)
{
    private const string Day = "yyyy-MM-dd";

    private string Root => Path.Combine(folder.Root, "trash");

    /// <summary>Moves a file of a blob here.</summary>
    public void Take(string path)
    {
        var target = Path.Combine(Root, folder.Time.GetUtcNow().ToString(Day, CultureInfo.InvariantCulture), Path.GetRelativePath(folder.Blobs, path));
        var directory = Path.GetDirectoryName(target)!;
        LocalFolder.CreateDirectory(directory);
        File.Move(path, target, overwrite: true);
        DirectorySync.Flush(directory);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>Moves a folder here that is in the place of a blob's file. People have put it there, so it stays.</summary>
    public void TakeFolder(string path)
    {
        var moved = folder.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss-fffffff", CultureInfo.InvariantCulture);
        var target = Path.Combine(Root, "folders", moved, Path.GetRelativePath(folder.Blobs, path));
        var directory = Path.GetDirectoryName(target)!;
        LocalFolder.CreateDirectory(directory);
        Directory.Move(path, target);
        DirectorySync.Flush(directory);
    }

    /// <summary>Deletes the directories of days before a time. What people have put here has other names, and stays.</summary>
    public void Empty(DateTimeOffset before)
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        foreach (var directory in Directory.EnumerateDirectories(Root))
        {
            if (DateOnly.TryParseExact(Path.GetFileName(directory), Day, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day < DateOnly.FromDateTime(before.UtcDateTime))
            {
                Directory.Delete(directory, recursive: true);
            }
        }
    }
}
