using AtRest.Hosting.Retention;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Storage;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Retention;

/// <summary>Nights of a server that has run each night before.</summary>
internal static class Nights
{
    /// <summary>As many as it takes to announce and delete.</summary>
    public const int Enough = 3;

    /// <param name="server">The server.</param>
    /// <param name="time">Its clock, which is then in the last of the nights.</param>
    /// <param name="nights">How many.</param>
    public static async Task PassAsync(AuditServer server, FakeTimeProvider time, int nights = Enough)
    {
        await BeAwakeAsync(server, time.GetUtcNow());
        await GoOnAsync(server, time, nights);
    }

    /// <summary>The next nights.</summary>
    public static async Task GoOnAsync(AuditServer server, FakeTimeProvider time, int nights)
    {
        for (var night = 1; night <= nights; night++)
        {
            await server.Get<RetentionSweep>().RunAsync(isLate: false, TestContext.Current.CancellationToken);
            if (night < nights)
            {
                time.Advance(TimeSpan.FromDays(1));
            }
        }
    }

    /// <summary>What the night before has left.</summary>
    public static Task BeAwakeAsync(AuditServer server, DateTimeOffset now) => server.Blobs.WriteJsonAsync(
        "retention/state.json", new RetentionState { At = now, RanAt = now.AddDays(-1) }, WriteCondition.Any, TestContext.Current.CancellationToken);
}
