using AtRest.Functions.Tests.Support.HostDouble;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Functions.Tests.Driving;

/// <summary>A batch of an audit that the worker is working on.</summary>
internal sealed record RunningBatch(Invocation Invocation, Task<InvocationResponse> Answer, string AuditId);

/// <summary>Brings an audit to where its first batch is read from the clouds.</summary>
internal static class FunctionsAppBatches
{
    public static async Task<RunningBatch> StartBatchAsync(this FunctionsApp app)
    {
        var (auditId, text) = await app.PlanAsync();
        var invocation = Invocation.Queue("AuditCluster", text);
        var answer = app.Host.InvokeAsync(invocation, TestContext.Current.CancellationToken);
        await app.UntilReadingAsync();
        return new RunningBatch(invocation, answer, auditId);
    }

    /// <summary>Orders an audit and has it planned; the text of a batch's message, which becomes visible again.</summary>
    public static async Task<(string AuditId, string Text)> PlanAsync(this FunctionsApp app)
    {
        var token = TestContext.Current.CancellationToken;
        var ordered = await app.PostAsync("api/organizations/acme/audits", System.Net.HttpStatusCode.Accepted);
        var start = (await app.Triggers.ReceiveAsync("atrest-audits", token)).ShouldNotBeNull();
        var planned = await app.Host.InvokeAsync(Invocation.Queue("AuditCluster", start.Text), token);
        planned.Result.Status.ShouldBe(StatusResult.Types.Status.Success, app.Host.Text);
        await app.Triggers.CompleteAsync("atrest-audits", start, token);
        var batch = (await app.Triggers.ReceiveAsync("atrest-audits", token)).ShouldNotBeNull();
        return (ordered.GetProperty("id").GetString()!, batch.Text);
    }

    /// <summary>Until the clouds receive a request.</summary>
    public static Task UntilReadingAsync(this FunctionsApp app) => Until.TrueAsync("the worker asks the clouds for something", () => app.Cloud.Calls.Count > 0, () => app.Host.Text);
}
