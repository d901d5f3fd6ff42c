using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;
using Microsoft.Extensions.Time.Testing;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class FaultTests
{
    private const string Body = $$"""{"KeyId":"{{Names.Key}}"}""";

    private static async Task<Answer[]> AskAsync(int calls, Func<FakeFaults, FakeFaults> faults)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Faults(faults));
        CloudCaller caller = new(cloud);
        List<Answer> answers = [];
        for (int call = 0; call < calls; call++)
        {
            answers.Add(await caller.KmsAsync("DescribeKey", Body));
        }

        return [.. answers];
    }

    [Fact]
    public async Task ThrottleRate_Half_ThrottlesAboutHalfAndTheSameInEveryRun()
    {
        string?[] first = [.. (await AskAsync(100, faults => faults with { ThrottleRate = 0.5, Seed = 3 })).Select(answer => answer.JsonError)];
        string?[] second = [.. (await AskAsync(100, faults => faults with { ThrottleRate = 0.5, Seed = 3 })).Select(answer => answer.JsonError)];

        first.Count(error => error == "ThrottlingException").ShouldBeInRange(30, 70);
        first.Count(error => error is null).ShouldBeInRange(30, 70);
        second.ShouldBe(first);
    }

    [Fact]
    public async Task FailureRate_One_FailsWithBothStatuses()
    {
        Answer[] answers = await AskAsync(20, faults => faults with { FailureRate = 1 });

        answers.Select(answer => (answer.Status, answer.JsonError)).Distinct().ShouldBe(
            [(HttpStatusCode.InternalServerError, "KMSInternalException"), (HttpStatusCode.ServiceUnavailable, "ServiceUnavailable")], ignoreOrder: true);
    }

    [Fact]
    public async Task FailEveryNth_Third_FailsExactlyThose()
    {
        Answer[] answers = await AskAsync(6, faults => faults with { FailEveryNth = 3 });

        answers.Select(answer => answer.Status < HttpStatusCode.InternalServerError).ShouldBe([true, true, false, true, true, false]);
    }

    [Fact]
    public async Task DropConnections_Failures_AreBrokenConnectionsTooAndCounted()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Faults(faults => faults with { FailureRate = 1, DropConnections = true }));
        CloudCaller caller = new(cloud);
        int dropped = 0;
        for (int call = 0; call < 20; call++)
        {
            try
            {
                await caller.KmsAsync("DescribeKey", Body);
            }
            catch (HttpRequestException)
            {
                dropped++;
            }
        }

        dropped.ShouldBeInRange(1, 19);
        cloud.Calls["kms:DescribeKey"].ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task Quotas_PerSecond_AreRenewed()
    {
        FakeTimeProvider time = new(Clouds.Now);
        ScenarioBuilder scenario = Clouds.AtHome().Key(Names.Key).Faults(faults => faults with { Quotas = new Dictionary<string, int> { ["kms:DescribeKey"] = 2 } });
        await using FakeCloud cloud = await Clouds.StartAsync(scenario, time);
        CloudCaller caller = new(cloud);

        (await caller.KmsAsync("DescribeKey", Body)).JsonError.ShouldBeNull();
        (await caller.KmsAsync("DescribeKey", Body)).JsonError.ShouldBeNull();
        (await caller.KmsAsync("DescribeKey", Body)).JsonError.ShouldBe("ThrottlingException");
        (await caller.KmsAsync("GetKeyPolicy", Body)).JsonError.ShouldBeNull();
        (await (caller with { Region = "eu-west-1" }).KmsAsync("DescribeKey", Body)).JsonError.ShouldBe("NotFoundException");
        time.Advance(TimeSpan.FromSeconds(1));
        (await caller.KmsAsync("DescribeKey", Body)).JsonError.ShouldBeNull();
    }

    [Fact]
    public async Task Down_OneService_LeavesTheOthers()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Bucket(Names.Bucket).Faults(faults => faults with { Down = ["kms", "sts"] }));
        CloudCaller caller = new(cloud);

        (await caller.KmsAsync("DescribeKey", Body)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await caller.StsAsync(("Action", "GetCallerIdentity"))).Text("Type").ShouldBe("Receiver");
        (await caller.S3Async($"/{Names.Bucket}?versioning")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Throttled_OtherShapes_AreThoseOfTheServices()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Faults(faults => faults with { ThrottleRate = 1 }));
        CloudCaller caller = new(cloud);

        (await caller.CloudTrailAsync("DescribeTrails")).JsonError.ShouldBe("ThrottlingException");
        Answer sts = await caller.StsAsync(("Action", "GetCallerIdentity"));
        Answer s3 = await caller.S3Async($"/{Names.Bucket}?versioning");
        (sts.Status, sts.Text("Code")).ShouldBe((HttpStatusCode.BadRequest, "Throttling"));
        (s3.Status, s3.Text("Code")).ShouldBe((HttpStatusCode.ServiceUnavailable, "SlowDown"));
    }

    [Fact]
    public async Task LatencyMs_Call_WaitsOnTheClock()
    {
        FakeTimeProvider time = new(Clouds.Now);
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key).Faults(faults => faults with { LatencyMs = 60_000 }), time);
        Task<Answer> answer = new CloudCaller(cloud).KmsAsync("DescribeKey", Body);

        while (!cloud.Calls.ContainsKey("kms:DescribeKey"))
        {
            await Task.Yield();
        }

        answer.IsCompleted.ShouldBeFalse();

        // The call is counted just before it starts to wait, so the clock advances until it does.
        while (!answer.IsCompleted)
        {
            time.Advance(TimeSpan.FromMinutes(1));
            await Task.WhenAny(answer, Task.Delay(20, TestContext.Current.CancellationToken));
        }

        (await answer).Status.ShouldBe(HttpStatusCode.OK);
    }
}
