using AtRest.Cli.Presentation;

namespace AtRest.Cli.Delivery;

/// <summary>A folder with a subfolder per organization: <c>DIR/ORG/FILE</c>.</summary>
internal sealed class OutputFolder(string folder, string option)
{
    private readonly string root = Path.GetFullPath(folder);

    public string PathOf(string organizationId, string fileName) => Path.Combine(root, organizationId, fileName);

    /// <summary>Why there can be no such folder, found without writing anything. Null if nothing is known against it.</summary>
    public string? Error
    {
        get
        {
            var existing = root;
            while (!Path.Exists(existing) && Path.GetDirectoryName(existing) is { } parent)
            {
                existing = parent;
            }

            return !File.Exists(existing) ? null
                : existing == root ? $"{option}: '{root}' is a file. Choose a folder."
                : $"{option}: '{existing}' is a file, so there cannot be a folder '{root}'. Choose another folder.";
        }
    }

    /// <summary>Checks, before an audit that may take minutes, that its files can be written afterwards.</summary>
    /// <returns>A sentence for each reason. What is wrong with the folder as a whole is one reason, however many organizations there are.</returns>
    public IReadOnlyList<string> Faults(IEnumerable<string> organizationIds, IReadOnlyCollection<string> fileNames) =>
    [
        .. organizationIds.Select(id => TryPrepare(id, fileNames)).OfType<Fault>()
            .GroupBy(fault => fault.OfRoot ?? fault.Text, StringComparer.Ordinal)
            .Select(faults => faults.Count() == 1 ? faults.First().Text : faults.Key),
    ];

    private Fault? TryPrepare(string organizationId, IReadOnlyCollection<string> fileNames)
    {
        var directory = Path.Combine(root, organizationId);
        if (File.Exists(directory))
        {
            return new($"{option}: '{directory}' is a file, but the files of organization '{organizationId}' need a folder there. Move it, or choose another folder.");
        }

        try
        {
            Directory.CreateDirectory(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(CannotWrite(root, exception));
        }

        try
        {
            var probe = Path.Combine(directory, $".{Guid.NewGuid():N}.tmp");
            using (new FileStream(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose))
            {
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return new(CannotWrite(directory, exception), CannotWrite(root, exception));
        }

        var blocked = fileNames.Select(name => Path.Combine(directory, name)).FirstOrDefault(Directory.Exists);
        return blocked is null ? null : new($"{option}: '{blocked}' is a folder, so a file with that name cannot be written. Move it, or choose another folder.");
    }

    private string CannotWrite(string directory, Exception exception) => $"{option}: the folder '{directory}' cannot be written: {FileFault.Reason(exception)}. Choose a folder that you can write to.";

    /// <summary>Why the files of an organization cannot be written.</summary>
    /// <param name="Text">About its folder.</param>
    /// <param name="OfRoot">About the folder of all organizations, for a fault that all of them can have.</param>
    private sealed record Fault(string Text, string? OfRoot = null);
}
