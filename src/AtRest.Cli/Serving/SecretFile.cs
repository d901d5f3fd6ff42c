namespace AtRest.Cli.Serving;

/// <summary>A secret in a file that only its owner may read: made once, and the same ever after.</summary>
internal static class SecretFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>What is in the file; if there is none, what <paramref name="create"/> makes, which is in it by then. Of several processes at once all get the same.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or written, or there is nothing in it.</exception>
    public static async Task<string> ReadOrCreateAsync(string path, Func<string> create, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path))
            {
                await CreateAsync(path, create(), cancellationToken);
            }

            var secret = (await File.ReadAllTextAsync(path, cancellationToken)).Trim();
            return secret.Length > 0 ? secret : throw new InvalidInputException($"There is no key in '{path}': delete the file, and a new one is made.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The key '{path}' can be neither read nor made: {exception.Message}");
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
            // Another process was quicker: its secret counts.
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}
