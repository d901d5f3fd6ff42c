namespace AtRest.Functions.Worker;

/// <summary>What the process ends with. The host starts another worker for every code but 0, and gives up after three failures.</summary>
internal static class ExitCode
{
    /// <summary>The host has asked it to end, or is gone.</summary>
    public const int Done = 0;

    /// <summary>A setting is wrong: started again it would end again. The message is in the host's log.</summary>
    public const int InvalidSettings = 3;

    /// <summary>It could not start, or broke.</summary>
    public const int UnexpectedFailure = 4;
}
