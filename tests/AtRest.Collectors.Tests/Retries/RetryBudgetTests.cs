using AtRest.Collectors.Aws.Pipeline;
using AtRest.Collectors.Camunda.Http;
using AtRest.Collectors.Google.Pipeline;
using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Tests.Retries;

public sealed class RetryBudgetTests
{
    private static readonly RetryLimits Limits = new()
    {
        Throttled = 4,
        Faulty = 3,
        TimedOut = 3,
        Unreachable = 3,
        NeverAnswered = 2,
        AfterThrottling = new Backoff(TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(300)),
        AfterFaults = new Backoff(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(1000)),
    };

    /// <summary>The attempts of each cloud, as docs/decisions/0001-retries.md lists them.</summary>
    public static TheoryData<string, int, bool, int> Attempts => new()
    {
        { "aws", (int)FaultKind.Throttled, true, 60 },
        { "aws", (int)FaultKind.Faulty, true, 24 },
        { "aws", (int)FaultKind.Faulty, false, 24 },
        { "aws", (int)FaultKind.TimedOut, true, 10 },
        { "aws", (int)FaultKind.TimedOut, false, 3 },
        { "aws", (int)FaultKind.Unreachable, true, 24 },
        { "aws", (int)FaultKind.Unreachable, false, 3 },
        { "google", (int)FaultKind.Faulty, true, 24 },
        { "google", (int)FaultKind.TimedOut, true, 6 },
        { "google", (int)FaultKind.TimedOut, false, 3 },
        { "google", (int)FaultKind.Unreachable, true, 24 },
        { "google", (int)FaultKind.Unreachable, false, 3 },
        { "camunda", (int)FaultKind.Throttled, true, 20 },
        { "camunda", (int)FaultKind.Faulty, true, 20 },
        { "camunda", (int)FaultKind.TimedOut, true, 4 },
        { "camunda", (int)FaultKind.Unreachable, true, 4 },
    };

    [Theory]
    [MemberData(nameof(Attempts))]
    public void Next_OneKindOfFault_EndsAfterItsNumberOfAttempts(string cloud, int fault, bool endpointHasAnswered, int expected)
    {
        var budget = new RetryBudget(LimitsOf(cloud));
        var attempts = 1;
        while (budget.Next(Of((FaultKind)fault) with { EndpointHasAnswered = endpointHasAnswered }) is not null)
        {
            attempts++;
        }

        attempts.ShouldBe(expected);
        budget.Failed.ShouldBe(expected);
    }

    [Fact]
    public void Next_SeveralKindsOfFaults_AreCountedApart()
    {
        var budget = new RetryBudget(Limits);

        budget.Next(Of(FaultKind.Faulty)).ShouldNotBeNull();
        budget.Next(Of(FaultKind.TimedOut)).ShouldNotBeNull();
        budget.Next(Of(FaultKind.Throttled)).ShouldNotBeNull();
        budget.Next(Of(FaultKind.Faulty)).ShouldNotBeNull();
        budget.Next(Of(FaultKind.Faulty)).ShouldBeNull();
        budget.Failed.ShouldBe(5);
    }

    [Fact]
    public void Next_TotalReached_Ends()
    {
        var budget = new RetryBudget(Limits with { Total = 2 });

        budget.Next(Of(FaultKind.Faulty)).ShouldNotBeNull();
        budget.Next(Of(FaultKind.Throttled)).ShouldBeNull();
    }

    [Fact]
    public void Next_Throttled_WaitsTwiceAsLongEachTimeUpToTheLongest()
    {
        var budget = new RetryBudget(Limits with { Throttled = 100 });

        var waits = Enumerable.Range(0, 80).Select(_ => budget.Next(Of(FaultKind.Throttled))!.Value.TotalMilliseconds).ToList();

        waits[..4].ShouldBe([100, 200, 300, 300]);
        waits[79].ShouldBe(300);
    }

    [Fact]
    public void Next_FaultsOfSeveralKinds_ShareOneBackoff()
    {
        var budget = new RetryBudget(Limits);

        budget.Next(Of(FaultKind.Faulty))!.Value.TotalMilliseconds.ShouldBe(10);
        budget.Next(Of(FaultKind.TimedOut))!.Value.TotalMilliseconds.ShouldBe(20);
        budget.Next(Of(FaultKind.Throttled))!.Value.TotalMilliseconds.ShouldBe(100);
        budget.Next(Of(FaultKind.Unreachable))!.Value.TotalMilliseconds.ShouldBe(40);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.25, 25)]
    [InlineData(1, 100)]
    public void Next_Jitter_IsAPartOfTheWholeWait(double jitter, double milliseconds) =>
        new RetryBudget(Limits).Next(Of(FaultKind.Throttled) with { Jitter = jitter })!.Value.TotalMilliseconds.ShouldBe(milliseconds);

    [Theory]
    [InlineData(50, 100)]
    [InlineData(2000, 2000)]
    [InlineData(9000, 5000)]
    public void Next_RetryAfter_IsUsedIfLongerAndCut(int asked, int expected) => new RetryBudget(Limits with { RetryAfterCap = TimeSpan.FromSeconds(5) })
        .Next(Of(FaultKind.Throttled) with { RetryAfter = TimeSpan.FromMilliseconds(asked) })!.Value.TotalMilliseconds.ShouldBe(expected);

    [Theory]
    [InlineData(60, false)]
    [InlineData(61, true)]
    public void Next_RetryAfterBeyondTheLongest_Ends(int seconds, bool ends) => (new RetryBudget(CamundaRetries.Limits)
        .Next(Of(FaultKind.Throttled) with { RetryAfter = TimeSpan.FromSeconds(seconds) }) is null).ShouldBe(ends);

    [Theory]
    [InlineData(298, 2, false)]
    [InlineData(298, 3, true)]
    [InlineData(0, 3600, true)]
    public void Next_CallWouldTakeTooLong_Ends(int elapsed, int retryAfter, bool ends) => (new RetryBudget(GoogleRetryLimits.Value)
        .Next(Of(FaultKind.Throttled) with { Elapsed = TimeSpan.FromSeconds(elapsed), RetryAfter = TimeSpan.FromSeconds(retryAfter) }) is null).ShouldBe(ends);

    [Fact]
    public void Next_SignIn_WaitsHalfASecondOneAndTwoSecondsAndEnds()
    {
        var budget = new RetryBudget(RetryLimits.SignIn);

        TimeSpan?[] waits = [.. Enumerable.Range(0, 4).Select(_ => budget.Next(Of(FaultKind.Faulty)))];

        waits.ShouldBe([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), null]);
    }

    [Fact]
    public void Next_DefiniteAnswer_IsNotAFailure() => Should.Throw<ArgumentException>(() => new RetryBudget(Limits).Next(Of(FaultKind.None)));

    private static Failure Of(FaultKind fault) => new() { Fault = fault, EndpointHasAnswered = true, Jitter = 1 };

    private static RetryLimits LimitsOf(string cloud) => cloud switch
    {
        "aws" => AwsRetryLimits.Value,
        "google" => GoogleRetryLimits.Value,
        _ => CamundaRetries.Limits,
    };
}
