using System.Diagnostics;

namespace AtRest.Tests.Shared.Limits;

/// <summary>Waits for something to happen. It looks often, gives up after a limit, and then says what it waited for.</summary>
internal static class Until
{
    /// <summary>Generous, because machines that run tests are busy: it only bounds tests that fail.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    /// <summary>Waits until the condition is met.</summary>
    /// <param name="what">What is waited for, as the end of a sentence: "the report is stored".</param>
    /// <param name="condition">Whether it has happened.</param>
    /// <param name="state">What there is instead, for the message.</param>
    public static Task TrueAsync(string what, Func<bool> condition, Func<string>? state = null) =>
        TrueAsync(what, () => Task.FromResult(condition()), () => Task.FromResult(state?.Invoke() ?? ""));

    /// <inheritdoc cref="TrueAsync(string, Func{bool}, Func{string})"/>
    public static Task TrueAsync(string what, Func<Task<bool>> condition, Func<Task<string>>? state = null) =>
        SomeAsync(what, async () => await condition() ? "" : null, state);

    /// <summary>Waits until there is a value.</summary>
    public static async Task<T> SomeAsync<T>(string what, Func<Task<T?>> find, Func<Task<string>>? state = null)
        where T : class
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            if (await find() is { } found)
            {
                return found;
            }

            if (Stopwatch.GetElapsedTime(started) > Limit)
            {
                throw new TimeoutException($"After {Limit.TotalSeconds:0} seconds this had not happened: {what}. {(state is null ? "" : await state())}");
            }

            await Task.Delay(Pause, TestContext.Current.CancellationToken);
        }
    }
}
