using AtRest.Cli.Presentation;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Reads an inventory from a file; every error is told as <c>file:line:column: path: message</c>, which editors and CI systems link.</summary>
internal static class InventoryFile
{
    /// <exception cref="InvalidInputException">The file cannot be read, or is not a right inventory.</exception>
    public static async Task<InventoryDocument> ReadAsync(string path, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var result = await ParseAsync(path, cancellationToken);
        foreach (var warning in result.Warnings)
        {
            await environment.Error.WriteLineAsync(SafeText.Line($"{Describe(path, warning)} (warning)"));
        }

        return result.Document is { } document && result.Errors.IsEmpty
            ? document
            : throw new InvalidInputException([.. result.Errors.Select(error => Describe(path, error)), $"{Count(result.Errors.Length)} in {path}: nothing was judged."]);
    }

    private static async Task<InventoryParseResult> ParseAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidInputException($"The inventory '{path}' is a folder: name the file in it.");
        }

        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InvalidInputException("The inventory's path is empty: name the file.");
        }

        try
        {
            var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 64 * 1024, FileOptions.Asynchronous);
            await using (stream)
            {
                return await InventoryParser.ParseAsync(stream, cancellationToken);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InvalidInputException($"The inventory '{path}' cannot be read: {exception.Message}");
        }
    }

    private static string Describe(string path, InventoryError error)
    {
        var allowed = error.Allowed is null ? "" : $" Allowed: {error.Allowed}.";
        var suggestion = error.Suggestion is null ? "" : $" Did you mean '{error.Suggestion}'?";
        return $"{path}:{error.Line}:{error.Column}: {error.Path}: {error.Message}{allowed}{suggestion}";
    }

    private static string Count(int errors) => errors == 1 ? "1 error" : $"{errors} errors";
}
