using System.Collections.Concurrent;
using System.Net;
using AtRest.Tests.Shared.Limits;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Tests.Notifications.Support;

/// <summary>Something that arrived at a receiver.</summary>
internal sealed record Received(string Id, string Timestamp, string Signature, byte[] Body, string Path, string? ContentType)
{
    public Dictionary<string, string> Headers { get; init; } = [];
}

/// <summary>An organization's own server: gives the prepared answers in turn, and then 204.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Func<HttpContext, Task>> answers = [];

    private Receiver(WebApplication app) => this.app = app;

    public ConcurrentQueue<Received> Arrived { get; } = [];

    public string Url => $"{app.Urls.Single()}/hook";

    public static async Task<Receiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver.app.Run(receiver.AnswerAsync);
        await receiver.app.StartAsync(TestContext.Current.CancellationToken);
        return receiver;
    }

    public Receiver Then(HttpStatusCode status, string? header = null, string? value = null) => Then(context =>
    {
        context.Response.StatusCode = (int)status;
        if (header is not null)
        {
            context.Response.Headers[header] = value;
        }

        return Task.CompletedTask;
    });

    public Receiver Then(Func<HttpContext, Task> answer)
    {
        answers.Enqueue(answer);
        return this;
    }

    /// <summary>Waits for the first message.</summary>
    public Task<Received> FirstAsync() => Until.SomeAsync("a notification arrives", () => Task.FromResult(Arrived.TryPeek(out var received) ? received : null));

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var headers = context.Request.Headers;
        Arrived.Enqueue(new Received(headers["webhook-id"].ToString(), headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), body.ToArray(), context.Request.Path, context.Request.ContentType) { Headers = headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase) });
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        if (answers.TryDequeue(out var answer))
        {
            await answer(context);
        }
    }
}
