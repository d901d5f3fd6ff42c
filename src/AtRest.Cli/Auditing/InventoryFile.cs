using AtRest.Cli.Commands.Policy.Inputs;
using AtRest.Cli.Presentation;
using AtRest.Core.Inventory;

namespace AtRest.Cli.Auditing;

/// <summary>Reads an inventory from a file. Every error is reported as <c>file:line:column: path: message</c>, which editors and CI systems link.</summary>
internal static class InventoryFile
{
    /// <param name="path">The file.</param>
    /// <param name="consequence">What an invalid file means for the command, as a sentence.</param>
    /// <param name="environment">For warnings.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    /// <exception cref="InvalidInputException">The file cannot be read, or is not a valid inventory.</exception>
    public static async Task<InventoryDocument> ReadAsync(string path, string consequence, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var result = await ParseAsync(path, cancellationToken);
        foreach (var warning in result.Warnings)
        {
            await environment.WriteMessageAsync(SafeText.Line($"{Describe(path, warning)} (warning)"));
        }

        return result.Document is { } document && result.Errors.IsEmpty
            ? document
            : throw new InvalidInputException([.. result.Errors.Select(error => Describe(path, error)), $"{Count(result.Errors.Length)} in {path}. {consequence}"]);
    }

    private static async Task<InventoryParseResult> ParseAsync(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path))
        {
            throw new InvalidInputException($"The inventory '{path}' is a folder. Name a file in it.");
        }

        if (string.IsNullOrWhiteSpace(path))
        {
            throw new InvalidInputException("The path of the inventory is empty. Name the file.");
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
            throw new InvalidInputException(InputText.Fault("inventory", path, exception));
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
