using AtRest.Hosting.Logs;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Logs;

/// <summary>What a provider gets to see.</summary>
public sealed class SafeLoggerFactoryTests : IDisposable
{
    private const string Evil = "x\r\n2026-11-28T00:00:00Z info: forged\u202e\u200b\u001b[2J";
    private readonly FakeTimeProvider time = new();
    private readonly LogCapture log = new();
    private readonly ServiceProvider services;

    public SafeLoggerFactoryTests() => services = new ServiceCollection()
        .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(log))
        .AddSingleton<TimeProvider>(time)
        .AddLogs(new HostSettings { Storage = new(), Clouds = new() })
        .BuildServiceProvider();

    private ILoggerFactory Factory => services.GetRequiredService<ILoggerFactory>();

    public void Dispose() => services.Dispose();

    [Theory]
    [InlineData("AtRest.Any")]
    [InlineData("Microsoft.Any")]
    public void Log_TextOfOthersAnywhere_IsEscaped(string category)
    {
        var logger = Factory.CreateLogger(category);

        using (logger.BeginScope("scope {Value}", Evil))
        using (logger.BeginScope(new Dictionary<string, object> { ["Path"] = Evil }))
        {
            logger.LogWarning("message {Value} {Values} {Object}", Evil, new[] { Evil }, new Named(Evil));
            logger.LogInformation(Evil.Replace("{", "", StringComparison.Ordinal));
            logger.LogError(new InvalidOperationException(Evil, new AggregateException(new IOException(Evil))), "failed");
        }

        var lines = log.Text;
        lines.ShouldContain("forged\\u202E\\u200B\\u001B[2J");
        lines.ShouldNotContain("\r");
        lines.ShouldNotContain("\u202e");
        lines.ShouldNotContain("\u200b");
        lines.ShouldNotContain("\u001b");
        lines.Split('\n').ShouldAllBe(line => !line.StartsWith("2026", StringComparison.Ordinal));
    }

    [Fact]
    public void Log_OrdinaryException_IsTheSameOneWithItsStack()
    {
        Exception thrown;
        try
        {
            throw new InvalidOperationException("ordinary");
        }
        catch (InvalidOperationException exception)
        {
            thrown = exception;
        }

        LoggedException.Of(thrown).ShouldBeSameAs(thrown);
        LoggedException.Of(new IOException(Evil, thrown)).ToString().ShouldContain($"{Environment.NewLine}   at {typeof(SafeLoggerFactoryTests).FullName}");
    }

    [Fact]
    public void Log_LongTexts_AreCut()
    {
        var logger = Factory.CreateLogger("AtRest.Any");

        using (logger.BeginScope(new Dictionary<string, object> { ["RequestPath"] = new string('p', 100_000) }))
        {
            logger.LogInformation("{Value}", new string('v', 100_000));
        }

        log.Text.Split('\n').ShouldAllBe(line => line.Length < 10_000);
    }

    [Fact]
    public void Log_NumbersAndTimes_StayWhatTheyAre()
    {
        var state = new LoggedState("m", new List<KeyValuePair<string, object?>> { new("A", 5), new("B", TimeSpan.FromSeconds(1)), new("C", null), new("{OriginalFormat}", "t") }, 100);

        state.Select(pair => pair.Value).ShouldBe([5, TimeSpan.FromSeconds(1), null, "t"]);
        state.Count.ShouldBe(4);
    }

    /// <summary>Of libraries only: a line of AtRest is written as often as it happens.</summary>
    [Fact]
    public void Log_SameWarningOfALibrary_IsCountedAfterTheFirstOnes()
    {
        for (var line = 0; line < 500; line++)
        {
            Factory.CreateLogger("Microsoft.AspNetCore.Server.Kestrel").LogWarning(new EventId(1, "Rejected"), "Connection {Id} rejected.", line);
            Factory.CreateLogger("AtRest.Any").LogWarning("Own {Id}", line);
        }

        Lines("rejected.").ShouldBe(ForeignLines.Most);
        Lines("Own ").ShouldBe(500);
        time.Advance(TimeSpan.FromMinutes(2));
        log.Text.ShouldContain("490 more lines of Microsoft.AspNetCore.Server.Kestrel about Rejected");
    }

    private int Lines(string text) => log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    private sealed record Named(string Name);
}
