using System.Diagnostics;

namespace AtRest.EndToEnd.Tests.Limits;

/// <summary>Tests that never end. They only run for <see cref="TestLimitTests"/>.</summary>
[Trait("Hangs", "always")]
public sealed class HangingTests
{
    [Fact(Explicit = true)]
    public Task Wait_ForWhatNeverComes_CanBeCancelled() => Task.Delay(Timeout.Infinite, TestContext.Current.CancellationToken);

    /// <summary>With a program that it has started, and that would go on without it.</summary>
    [Fact(Explicit = true)]
    public async Task Wait_ForWhatNeverComes_HearsNothing()
    {
        using var program = Process.Start(new ProcessStartInfo("sleep", [Environment.GetEnvironmentVariable(TestLimitTests.Marker) ?? "600"]))!;
        await new TaskCompletionSource().Task;
    }
}
