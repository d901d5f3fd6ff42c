namespace AtRest.Cli.Presentation;

/// <summary>Why a file or folder cannot be used, in words that do not depend on the runtime.</summary>
internal static class FileFault
{
    /// <summary>The start of a sentence's second half, without a full stop: <c>access is denied</c>.</summary>
    public static string Reason(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException or DriveNotFoundException => "the path does not exist, and cannot be created there",
        UnauthorizedAccessException => "access is denied",
        PathTooLongException => "the path is too long",
        ArgumentException or NotSupportedException => "the path is not valid",
        _ => Words(exception.Message),
    };

    /// <summary>On Unix, the message is the system's own, followed by the path: <c>No space left on device : '/x'</c>.</summary>
    private static string Words(string message)
    {
        var path = message.IndexOf(" : '", StringComparison.Ordinal);
        return (path < 0 ? message : message[..path]).TrimEnd('.', ' ');
    }
}
