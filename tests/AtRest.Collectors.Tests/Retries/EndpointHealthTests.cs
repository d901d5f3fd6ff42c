using AtRest.Collectors.Retries;

namespace AtRest.Collectors.Tests.Retries;

public sealed class EndpointHealthTests
{
    private const string Get = "Get";
    private const string List = "List";

    private static readonly Exception Error = new IOException("broken");

    [Fact]
    public void Exhausted_NothingWasEverAnswered_WholeEndpointIsGivenUp()
    {
        var health = new EndpointHealth(isOverride: false);

        health.Exhausted(Get, At(1), Error);

        health.GivenUp(List).ShouldBe(Error);
    }

    [Fact]
    public void Exhausted_EndpointAnsweredWithErrorsOnly_OperationIsGivenUp()
    {
        var health = new EndpointHealth(isOverride: false);
        health.SentSomething(At(2));

        health.Exhausted(Get, At(1), Error);

        health.GivenUp(Get).ShouldBe(Error);
        health.GivenUp(List).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    public void Exhausted_OperationWasAnswered_IsGivenUpOnlyIfThatWasBeforeTheCall(int answered, bool givenUp)
    {
        var health = new EndpointHealth(isOverride: false);
        health.Answered(Get, At(answered));
        health.SentSomething(At(3));

        health.Exhausted(Get, At(1), Error);

        (health.GivenUp(Get) is not null).ShouldBe(givenUp);
    }

    [Theory]
    [InlineData((int)FaultKind.Unreachable, 4)]
    [InlineData((int)FaultKind.TimedOut, 8)]
    [InlineData((int)FaultKind.Faulty, 40)]
    public void Doubt_BeforeTheFirstAnswer_GivesTheEndpointUpAfterANumberOfAttempts(int fault, int attempts)
    {
        var health = new EndpointHealth(isOverride: false);
        for (var attempt = 1; attempt < attempts; attempt++)
        {
            health.Doubt((FaultKind)fault, Error);
        }

        health.GivenUp(Get).ShouldBeNull();
        health.Doubt((FaultKind)fault, Error);
        health.GivenUp(Get).ShouldBe(Error);
    }

    [Fact]
    public void Doubt_AfterAnAnswer_HasNoEffect()
    {
        var health = new EndpointHealth(isOverride: false);
        health.SentSomething(At(1));

        for (var attempt = 0; attempt < 100; attempt++)
        {
            health.Doubt(FaultKind.Unreachable, Error);
        }

        health.GivenUp(Get).ShouldBeNull();
    }

    [Theory]
    [InlineData(true, EndpointHealth.ErrorsOfMissingOperation, true)]
    [InlineData(false, EndpointHealth.ErrorsOfSilentService, false)]
    public void Failed_ForeignErrorsInARow_OperationIsGivenUp(bool serviceHasAnswered, int errors, bool isNotOffered)
    {
        var health = new EndpointHealth(isOverride: true);
        if (serviceHasAnswered)
        {
            health.Answered(List, At(0));
        }

        for (var error = 1; error <= errors; error++)
        {
            health.GivenUp(Get).ShouldBeNull();
            health.Failed(Get, At(error * 10), At((error * 10) + 1), ErrorOrigin.Endpoint, Error);
        }

        (health.GivenUp(Get) is NotOfferedException).ShouldBe(isNotOffered);
        health.GivenUp(Get).ShouldNotBeNull();
        health.GivenUp(List).ShouldBeNull();
    }

    [Fact]
    public void Failed_ForeignErrorsSideBySide_CountAsOne()
    {
        var health = new EndpointHealth(isOverride: true);
        health.Answered(List, At(0));

        for (var error = 0; error < 50; error++)
        {
            health.Failed(Get, At(1), At(2 + error), ErrorOrigin.Endpoint, Error);
        }

        health.GivenUp(Get).ShouldBeNull();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Failed_ForeignErrorsOfAnOperationThatExists_AreNotCounted(bool answered)
    {
        var health = new EndpointHealth(isOverride: true);
        health.Answered(List, At(0));
        if (answered)
        {
            health.Answered(Get, At(1));
        }
        else
        {
            health.Failed(Get, At(0), At(1), ErrorOrigin.Service, Error);
        }

        for (var error = 1; error < 50; error++)
        {
            health.Failed(Get, At(error * 10), At((error * 10) + 1), ErrorOrigin.Endpoint, Error);
        }

        health.GivenUp(Get).ShouldBeNull();
    }

    [Fact]
    public void Failed_ForeignErrorsOfTheCloudsOwnEndpoint_AreNotCounted()
    {
        var health = new EndpointHealth(isOverride: false);
        for (var error = 1; error < 50; error++)
        {
            health.Failed(Get, At(error * 10), At((error * 10) + 1), ErrorOrigin.Endpoint, Error);
        }

        health.GivenUp(Get).ShouldBeNull();
        health.IsOpen(Get).ShouldBeTrue();
    }

    [Theory]
    [InlineData((int)ErrorOrigin.Service, true)]
    [InlineData((int)ErrorOrigin.Unknown, true)]
    [InlineData((int)ErrorOrigin.Endpoint, false)]
    public void IsOpen_AfterAnError_DependsOnWhoSentIt(int origin, bool isOpen)
    {
        var health = new EndpointHealth(isOverride: true);
        health.IsOpen(Get).ShouldBeFalse();

        health.Failed(Get, At(0), At(1), (ErrorOrigin)origin, Error);

        health.IsOpen(Get).ShouldBe(isOpen);
    }

    [Fact]
    public void WaitBefore_AfterForeignErrors_DoublesUpToHalfASecond()
    {
        var health = new EndpointHealth(isOverride: true);
        var waits = new List<double> { health.WaitBefore(Get, At(0)).TotalMilliseconds };
        for (var error = 1; error <= 6; error++)
        {
            health.Failed(Get, At(error * 10), At(error * 10), ErrorOrigin.Endpoint, Error);
            waits.Add(health.WaitBefore(Get, At(error * 10)).TotalMilliseconds);
        }

        waits.ShouldBe([0, 25, 50, 100, 200, 400, 500]);
        health.WaitBefore(Get, At(61)).ShouldBeLessThanOrEqualTo(TimeSpan.Zero);
    }

    [Fact]
    public void NotOffered_ReportedByTheEndpoint_OperationIsGivenUp()
    {
        var health = new EndpointHealth(isOverride: false);

        health.NotOffered(Get, Error);

        health.GivenUp(Get).ShouldBe(Error);
        health.GivenUp(List).ShouldBeNull();
    }

    private static TimeSpan At(int seconds) => TimeSpan.FromSeconds(seconds);
}
