using AtRest.Cli.Presentation;

namespace AtRest.Cli.Serving;

/// <summary>The folder with all data of the server, checked before it starts.</summary>
internal static class DataFolder
{
    public static string IsFile(string path) => $"The data folder '{path}' is a file. Choose another folder with --data.";

    /// <exception cref="InvalidInputException">It cannot be created or written.</exception>
    public static void Prepare(string path)
    {
        if (File.Exists(path))
        {
            throw new InvalidInputException(IsFile(path));
        }

        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path);
            }
            else
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            var probe = Path.Combine(path, $".probe-{Guid.NewGuid():N}");
            File.WriteAllBytes(probe, []);
            File.Delete(probe);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The data folder '{path}' cannot be used: {FileFault.Reason(exception)}. Choose another folder with --data.");
        }
    }
}
