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
        var target = Place(folder.Time.GetUtcNow().ToString(Day, CultureInfo.InvariantCulture), path);
        File.Move(path, target, overwrite: true);
        Flush(path, target);
    }

    /// <summary>Moves a folder here that is in the place of a blob's file. People have put it there, so it stays.</summary>
    public void TakeFolder(string path)
    {
        var target = Place(Path.Combine("folders", folder.Time.GetUtcNow().ToString("yyyyMMdd-HHmmss-fffffff", CultureInfo.InvariantCulture)), path);
        Directory.Move(path, target);
        Flush(path, target);
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

    private static void Flush(string path, string target)
    {
        DirectorySync.Flush(Path.GetDirectoryName(target)!);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }

    /// <summary>The path of a blob below a directory of the trash.</summary>
    private string Place(string directory, string path)
    {
        var target = Path.Combine(Root, directory, Path.GetRelativePath(folder.Blobs, path));
        LocalFolder.CreateDirectory(Path.GetDirectoryName(target)!);
        return target;
    }
}
