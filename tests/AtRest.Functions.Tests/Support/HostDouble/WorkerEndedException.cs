namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>The worker has ended although it was to answer.</summary>
internal sealed class WorkerEndedException(int exitCode, string text) : Exception($"The worker has ended with code {exitCode}. {text}")
{
    public int ExitCode { get; } = exitCode;
}
