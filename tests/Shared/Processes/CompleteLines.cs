using System.Collections.Immutable;

namespace AtRest.Tests.Shared.Processes;

/// <summary>
/// Splits a text that is still being written. Only lines that end with a newline are complete: the last line can be half written, because its writer is still at work or was killed.
/// </summary>
internal static class CompleteLines
{
    public static ImmutableArray<string> Of(string text) => [.. text.Split('\n')[..^1].Select(line => line.TrimEnd('\r'))];

    /// <summary>The complete lines of a file that another process can still have open for writing.</summary>
    public static async Task<ImmutableArray<string>> OfFileAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        return Of(await reader.ReadToEndAsync(cancellationToken));
    }
}
