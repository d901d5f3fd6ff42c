using AtRest.Hosting.Logs;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.Hosting.Tests.Logs;

/// <summary>What a provider gets to see.</summary>
public sealed partial class SafeLoggerFactoryTests : IDisposable
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
        string[] many = [Evil];
        var named = new Named(Evil);
        var exception = new InvalidOperationException(Evil, new AggregateException(new IOException(Evil)));

        using (logger.BeginScope($"scope {Evil}"))
        using (logger.BeginScope(new Dictionary<string, object> { ["Path"] = Evil }))
        {
            Values(logger, Evil, many, named);
            logger.Log(LogLevel.Information, default, Evil, null, (text, _) => text);
            Failure(logger, exception);
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
        var text = new string('v', 100_000);

        using (logger.BeginScope(new Dictionary<string, object> { ["RequestPath"] = new string('p', 100_000) }))
        {
            Line(logger, text);
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
        var (library, own) = (Factory.CreateLogger("Microsoft.AspNetCore.Server.Kestrel"), Factory.CreateLogger("AtRest.Any"));
        for (var line = 0; line < 500; line++)
        {
            Rejected(library, line);
            Line(own, "Own");
        }

        Lines("rejected.").ShouldBe(ForeignLines.Most);
        Lines("Warning AtRest.Any Own").ShouldBe(500);
        time.Advance(TimeSpan.FromMinutes(2));
        log.Text.ShouldContain("490 more lines of Microsoft.AspNetCore.Server.Kestrel about Rejected");
    }

    /// <summary>The web server logs on its own thread, and timers log too: what a line threw there would end the process.</summary>
    [Theory]
    [InlineData("AtRest.Any")]
    [InlineData("Microsoft.AspNetCore.Server.Kestrel")]
    public void Log_ProviderOrValueOrClockThatThrows_IsNoFailureOfTheCaller(string category)
    {
        var clock = new BrokenClock();
        var (broken, intact) = (new BrokenProvider(), new LogCapture());
        using var inner = new LoggerFactory([broken, intact]);
        using var factory = new SafeLoggerFactory(inner, clock, new LogSettings());
        var logger = factory.CreateLogger(category);

        Line(logger, "before");
        broken.IsBroken = true;
        logger.IsEnabled(LogLevel.Warning).ShouldBeTrue();
        Line(logger, "during");
        broken.IsBroken = false;
        Line(logger, "after");
        logger.Log(LogLevel.Warning, default, "text", null, (_, _) => throw new FormatException("a value"));
        clock.IsBroken = true;
        Rejected(logger, 1);
        clock.IsBroken = false;

        intact.Text.ShouldContain("before");
        intact.Text.ShouldContain("after");
        intact.Lines.ShouldContain(line => line.Contains($"A line of {category} could not be logged", StringComparison.Ordinal) && line.Contains(nameof(FormatException), StringComparison.Ordinal));
    }

    /// <summary>A line about every line would be another flood.</summary>
    [Fact]
    public void Log_LinesThatAllThrow_AreReportedAFewTimes()
    {
        var logger = Factory.CreateLogger("AtRest.Any");

        for (var line = 0; line < 500; line++)
        {
            logger.Log(LogLevel.Warning, default, "text", null, (_, _) => throw new FormatException("a value"));
        }

        Lines("could not be logged").ShouldBe(SafeLoggerFactory.MostFailures);
    }

    private int Lines(string text) => log.Text.Split('\n').Count(line => line.Contains(text, StringComparison.Ordinal));

    [LoggerMessage(LogLevel.Warning, "message {Value} {Values} {Named}")]
    private static partial void Values(ILogger logger, string value, string[] values, Named named);

    [LoggerMessage(LogLevel.Error, "failed")]
    private static partial void Failure(ILogger logger, Exception exception);

    [LoggerMessage(LogLevel.Warning, "{Value}")]
    private static partial void Line(ILogger logger, string value);

    [LoggerMessage(1, LogLevel.Warning, "Connection {Id} rejected.", EventName = "Rejected")]
    private static partial void Rejected(ILogger logger, int id);

    private sealed record Named(string Name);

    private sealed class BrokenClock : TimeProvider
    {
        public bool IsBroken { get; set; }

        public override DateTimeOffset GetUtcNow() => IsBroken ? throw new InvalidTimeZoneException("The clock is broken.") : base.GetUtcNow();

        public override long GetTimestamp() => IsBroken ? throw new InvalidTimeZoneException("The clock is broken.") : base.GetTimestamp();
    }

    private sealed class BrokenProvider : ILoggerProvider, ILogger
    {
        public bool IsBroken { get; set; }

        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => IsBroken ? throw new IOException("The log is gone.") : true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsBroken)
            {
                throw new IOException("The log is gone.");
            }
        }
    }
}
