namespace AtRest.Functions.Worker;

/// <summary>The exit codes of the process. The host starts another worker for every code but 0, and gives up after three failures.</summary>
internal static class ExitCode
{
    /// <summary>The host has asked the process to stop, or is gone.</summary>
    public const int Done = 0;

    /// <summary>A setting is not valid, so another start would fail too. The message is in the host's log.</summary>
    public const int InvalidSettings = 3;

    /// <summary>The process could not start, or failed.</summary>
    public const int UnexpectedFailure = 4;
}
