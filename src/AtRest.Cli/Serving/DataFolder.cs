namespace AtRest.Cli.Serving;

/// <summary>The folder that everything is kept in, looked at before the server starts.</summary>
internal static class DataFolder
{
    /// <exception cref="InvalidInputException">It cannot be made or written to.</exception>
    public static void Prepare(string path)
    {
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
            throw new InvalidInputException($"The data folder '{path}' cannot be used: {exception.Message} Choose another with --data.");
        }
    }
}
