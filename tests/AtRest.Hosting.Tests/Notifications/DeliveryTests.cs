using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Notifications;

/// <summary>Against a receiver that fails, delays and redirects.</summary>
public sealed class DeliveryTests : HookTest
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string Second = "whsec_AAECAwQFBgcICQoLDA0ODxAREhMUFRYX";
    private const string Dead = "notifications/dead/acme/msg_0a1f6c523d0e8b7a9c11000000000001.json";

    [Fact]
    public async Task Handle_ReceiverIsThere_GetsASignedNotification()
    {
        var (app, receiver) = await StartAsync();

        await HandleNextAsync(app);

        var received = receiver.Arrived.ShouldHaveSingleItem();
        received.Path.ShouldBe("/hook");
        received.Id.ShouldBe("msg_0a1f6c523d0e8b7a9c11000000000001");
        received.ContentType.ShouldBe("application/json; charset=utf-8");
        StandardWebhook.IsGood(received, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        StandardWebhook.IsGood(received, Second, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        received.Signature.Split(' ').Length.ShouldBe(2);
        JsonNode.Parse(received.Body)!["type"]!.GetValue<string>().ShouldBe("report.completed");
        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Handle_ReceiverFailsAtFirst_SendsTheSameBytesWithANewSignature()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(HttpStatusCode.InternalServerError);

        await HandleNextAsync(app);
        await HandleNextAsync(app);

        var (first, second) = (receiver.Arrived.First(), receiver.Arrived.Last());
        receiver.Arrived.Count.ShouldBe(2);
        second.Body.ShouldBe(first.Body);
        second.Id.ShouldBe(first.Id);
        second.Timestamp.ShouldNotBe(first.Timestamp);
        StandardWebhook.IsGood(second, Secret, TimeProvider.System.GetUtcNow()).ShouldBeTrue();
        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Handle_ReceiverRedirects_DoesNotFollowAndGivesUpInTheEnd()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(HttpStatusCode.TemporaryRedirect, "Location", "/elsewhere").Then(HttpStatusCode.MovedPermanently, "Location", "/elsewhere").Then(HttpStatusCode.NotFound);

        await HandleNextAsync(app);
        await HandleNextAsync(app);
        await HandleNextAsync(app);

        receiver.Arrived.Select(received => received.Path).ShouldAllBe(path => path == "/hook");
        var kept = await ReadAsync(app);
        kept["attempts"]!.GetValue<int>().ShouldBe(3);
        kept["lastCause"]!.GetValue<string>().ShouldBe("The receiver returned 404.");
        kept["body"]!.ToJsonString().ShouldBe(JsonNode.Parse(receiver.Arrived.First().Body)!.ToJsonString());
    }

    [Fact]
    public async Task Handle_ReceiverIsGone_StopsAtOnce()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(HttpStatusCode.Gone);

        await HandleNextAsync(app);

        (await ReadAsync(app))["lastCause"]!.GetValue<string>().ShouldContain("410");
        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(0);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Handle_ReceiverAsksForTime_GetsIt(HttpStatusCode status)
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(status, "Retry-After", "3600");

        await HandleNextAsync(app);

        (await app.ReceiveAsync(NotificationMessage.Queue)).ShouldBeEmpty();
        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(1);
    }

    [Fact]
    public async Task Handle_ReceiverIsSlow_IsAFailure()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

        await HandleNextAsync(app);

        var next = NotificationMessage.Parse((await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem().Text);
        next.Attempt.ShouldBe(2);
        next.LastCause.ShouldBe("No response within 2 seconds.");
    }

    [Fact]
    public async Task Handle_ReceiverTalksWithoutEnd_IsDeliveredByItsStatus()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(async context =>
        {
            context.Response.StatusCode = StatusCodes.Status200OK;
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(new string('x', 100_000), context.RequestAborted);
            }
        });

        await HandleNextAsync(app);

        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Handle_ReceiverSendsHugeHeaders_IsTriedAgain()
    {
        var (app, receiver) = await StartAsync();
        receiver.Then(HttpStatusCode.OK, "X-Huge", new string('a', 20_000));

        await HandleNextAsync(app);

        var next = NotificationMessage.Parse((await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem().Text);
        next.Attempt.ShouldBe(2);
        next.LastCause!.ShouldContain("ConfigurationLimitExceeded");
    }

    [Fact]
    public async Task Handle_ReceiverUnreachable_IsTriedAgain()
    {
        var (app, receiver) = await StartAsync();
        await receiver.DisposeAsync();

        await HandleNextAsync(app);

        NotificationMessage.Parse((await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem().Text).LastCause.ShouldNotBeNull().ShouldStartWith("No response: ");
    }

    /// <summary>Stopped after sending and before completing, or written by two who finished the same audit: the message comes again, and the notification does not.</summary>
    [Fact]
    public async Task Handle_DeliveredTwice_IsSentOnce()
    {
        var (app, receiver) = await StartAsync();
        var message = (await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem();

        await app.Work(NotificationMessage.Queue).HandleAsync(new QueueDelivery(message.Text, 1), Cancellation);
        await app.Work(NotificationMessage.Queue).HandleAsync(new QueueDelivery(message.Text, 2), Cancellation);

        receiver.Arrived.Count.ShouldBe(1);
    }

    [Fact]
    public async Task HandlePoison_Notification_IsKept()
    {
        var (app, _) = await StartAsync();
        var message = (await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem();

        await app.Work(NotificationMessage.Queue).HandlePoisonAsync(new QueueDelivery(message.Text, 1), Cancellation);
        await app.Work(NotificationMessage.Queue).HandlePoisonAsync(new QueueDelivery("not ours", 1), Cancellation);

        (await ReadAsync(app))["lastCause"]!.GetValue<string>().ShouldBe("It could not be processed.");
    }

    [Fact]
    public async Task OnCompleted_OrganizationWithoutNotification_EnqueuesNothing()
    {
        var (app, _) = await StartAsync();
        var before = await app.CountAsync(NotificationMessage.Queue);

        await Notifier(app).OnCompletedAsync(Notified.Entry() with { OrganizationId = "globex" }, Notified.Report(), Cancellation);

        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(before);
    }

    private static IReportCompleted Notifier(HookApp app) => app.Services.GetServices<IReportCompleted>().ShouldHaveSingleItem();

    private static async Task HandleNextAsync(HookApp app)
    {
        var message = (await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem();
        await app.Work(NotificationMessage.Queue).HandleAsync(new QueueDelivery(message.Text, message.DequeueCount), Cancellation);
        await app.Services.GetRequiredService<IWorkQueues>().Open(NotificationMessage.Queue).CompleteAsync(message, Cancellation);
    }

    private static async Task<JsonNode> ReadAsync(HookApp app)
    {
        await using var blob = (await app.Blobs.ReadAsync(Dead, Cancellation)).ShouldNotBeNull();
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        return JsonNode.Parse(await reader.ReadToEndAsync(Cancellation))!;
    }

    /// <summary>With a notification in the queue, three attempts a second apart, and little timeout.</summary>
    private async Task<(HookApp App, Receiver Receiver)> StartAsync()
    {
        var receiver = Keep(await Receiver.StartAsync());
        var app = await StartAsync(settings => settings with
        {
            Values = new()
            {
                ["AtRest:Notifications:0:Organization"] = "acme",
                ["AtRest:Notifications:0:Url"] = receiver.Url,
                ["AtRest:Notifications:0:Secret"] = Secret,
                ["AtRest:Notifications:0:SecondSecret"] = Second,
            },
            Services = services => services.AddSingleton(new RetrySchedule { Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)], Timeout = TimeSpan.FromSeconds(2) }),
        });
        await Notifier(app).OnCompletedAsync(Notified.Entry(), Notified.Report(), Cancellation);
        return (app, receiver);
    }
}
