using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using AtRest.Tests.Shared.Limits;
using Xunit.v3;

[assembly: TestLimit]

namespace AtRest.Tests.Shared.Limits;

/// <summary>
/// No test runs longer than a limit: it is named, its token is cancelled, and it fails. A test that goes on all the same is ended with its process, after a dump, by
/// <c>--hangdump</c> (<c>tests/run.sh</c>). <c>ATREST_TEST_LIMIT</c> sets another limit, in seconds.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class TestLimitAttribute : BeforeAfterTestAttribute
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(
        int.TryParse(Environment.GetEnvironmentVariable("ATREST_TEST_LIMIT"), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 240);

    private readonly ConcurrentDictionary<IXunitTest, Watch> running = new();

    /// <inheritdoc/>
    public override void Before(MethodInfo methodUnderTest, IXunitTest test) => running[test] = new Watch(TestContext.Current, test.TestDisplayName);

    /// <inheritdoc/>
    public override void After(MethodInfo methodUnderTest, IXunitTest test)
    {
        if (running.TryRemove(test, out var watch))
        {
            watch.Dispose();
            if (watch.IsOver)
            {
                throw new TimeoutException(Text(test.TestDisplayName));
            }
        }
    }

    private static string Text(string test) => $"The test {test} ran longer than its limit of {Limit.TotalSeconds:0} seconds.";

    private sealed class Watch : IDisposable
    {
        private readonly Timer timer;
        private volatile bool isOver;

        public Watch(ITestContext context, string test) => timer = new Timer(
            _ =>
            {
                isOver = true;
                Console.Error.WriteLine($"{Text(test)} It is cancelled.");
                context.CancelCurrentTest();
            },
            null,
            Limit,
            Timeout.InfiniteTimeSpan);

        public bool IsOver => isOver;

        public void Dispose() => timer.Dispose();
    }
}
