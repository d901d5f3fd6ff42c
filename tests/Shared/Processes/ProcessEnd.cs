using System.Diagnostics;

namespace AtRest.Tests.Shared.Processes;

/// <summary>The end of a program that only has to run once.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Reads all that it writes, and waits for its end. After the limit it is killed, with all that it has started. A program that it leaves behind, such as a build server, can hold
    /// its output open for many minutes: that is not waited for.
    /// </summary>
    /// <param name="process">With both streams redirected.</param>
    /// <param name="what">What it does, for the message.</param>
    /// <param name="limit">How long it can take.</param>
    public static async Task<string> TextAsync(Process process, string what, TimeSpan limit)
    {
        var said = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        try
        {
            await process.WaitForExitAsync().WaitAsync(limit);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{what}: this did not end within {limit.TotalMinutes:0} minutes.");
        }

        return await Task.WhenAny(said, Task.Delay(Rest)) == said ? string.Concat(await said) : "Something that it started holds its output open.";
    }
}
