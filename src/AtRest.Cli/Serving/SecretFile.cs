using AtRest.Cli.Presentation;

namespace AtRest.Cli.Serving;

/// <summary>A secret in a file that only its owner can read. It is created once and then stays the same.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Reads the file. If it does not exist, it is created with the result of <paramref name="create"/>. Several processes at once all get the same secret.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or written, or is empty.</exception>
    public static async Task<string> ReadOrCreateAsync(string path, Func<string> create, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path))
            {
                await CreateAsync(path, create(), cancellationToken);
            }

            var secret = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return secret.Length > 0 ? secret : throw new InvalidInputException($"The key file '{path}' is empty. Delete it: a new key is created when the server starts.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The key file '{path}' cannot be read or created: {FileFault.Reason(exception)}.");
        }
    }

    private static async Task CreateAsync(string path, string secret, CancellationToken cancellationToken)
    {
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = OwnerOnly;
            }

            var writer = new StreamWriter(temporary, options);
            await using (writer)
            {
                await writer.WriteAsync($"{secret}\n".AsMemory(), cancellationToken);
            }

            File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was faster. Its secret is used.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
