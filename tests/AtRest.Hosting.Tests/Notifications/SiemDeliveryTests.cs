using System.Collections.Immutable;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AtRest.Core.Audits;
using AtRest.Core.Rules;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Notifications.Sending;
using AtRest.Hosting.Reports;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Work;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Notifications;

/// <summary>The findings of a report, sent to a SIEM beside the signed webhook.</summary>
public sealed class SiemDeliveryTests : HookTest
{
    private const int Findings = 250;

    [Fact]
    public async Task Ocsf_AReport_ArrivesInBatchesWithTheTokenAndOnce()
    {
        var (app, receiver) = await StartAsync(("Format", "ocsf"), ("Token", "of-the-siem"));
        await NotifyAsync(app);
        await NotifyAsync(app);
        (await BlobsAsync(app)).Count.ShouldBe(3);

        await HandleAllAsync(app);

        var batches = receiver.Arrived.OrderBy(received => received.Id, StringComparer.Ordinal).ToList();
        batches.Select(received => received.Id).ShouldBe([.. Enumerable.Range(0, 3).Select(number => $"msg_0a1f6c523d0e8b7a9c11000000000001_ocsf_{number}")]);
        batches.ShouldAllBe(received => received.Headers["Authorization"] == "Bearer of-the-siem" && received.ContentType == "application/json; charset=utf-8" && received.Signature == "");
        var events = batches.Select(received => JsonNode.Parse(received.Body)!.AsArray()).ToList();
        events.Select(batch => batch.Count).ShouldBe([100, 100, 50]);
        events.SelectMany(batch => batch).ShouldAllBe(one => one!["class_uid"]!.GetValue<int>() == 2003 && one["unmapped"]!["organizationName"]!.GetValue<string>() == "Acme Bank");
        events.SelectMany(batch => batch).Select(one => one!["message"]!.GetValue<string>()).Distinct().Count().ShouldBe(Findings);
        (await BlobsAsync(app)).ShouldBeEmpty();
        (await app.CountAsync(NotificationMessage.Queue)).ShouldBe(0);
    }

    [Fact]
    public async Task Asff_AReport_IsTheRequestOfBatchImportFindingsInTheHeaderOfTheReceiver()
    {
        var (app, receiver) = await StartAsync(("Format", "asff"), ("Token", "Key of-the-siem"), ("TokenHeader", "X-Key"), ("AwsAccountId", "111122223333"), ("AwsRegion", "eu-central-1"));
        await NotifyAsync(app);

        await HandleAllAsync(app);

        receiver.Arrived.ShouldAllBe(received => received.Headers["X-Key"] == "Key of-the-siem" && !received.Headers.ContainsKey("Authorization"));
        var findings = receiver.Arrived.Select(received => JsonNode.Parse(received.Body)!["Findings"]!.AsArray()).ToList();
        findings.Select(batch => batch.Count).Order().ShouldBe([50, 100, 100]);
        findings.SelectMany(batch => batch).ShouldAllBe(finding => finding!["ProductArn"]!.GetValue<string>() == "arn:aws:securityhub:eu-central-1:111122223333:product/111122223333/default");
    }

    [Fact]
    public async Task Batch_ReceiverFails_IsSentAgainWithTheSameBytesAndKeptInTheEnd()
    {
        var (app, receiver) = await StartAsync(("Format", "ocsf"), ("Token", "of-the-siem"));
        receiver.Then(HttpStatusCode.ServiceUnavailable).Then(HttpStatusCode.Unauthorized).Then(HttpStatusCode.Unauthorized);
        await Notifier(app).OnCompletedAsync(Notified.Entry(), Report(1), Cancellation);

        await HandleAllAsync(app);

        receiver.Arrived.Count.ShouldBe(3);
        receiver.Arrived.Select(received => Encoding.UTF8.GetString(received.Body)).Distinct().ShouldHaveSingleItem();
        await using var blob = (await app.Blobs.ReadAsync("notifications/dead/acme/msg_0a1f6c523d0e8b7a9c11000000000001_ocsf_0.json", Cancellation)).ShouldNotBeNull();
        using var reader = new StreamReader(blob.Content, Encoding.UTF8);
        var kept = JsonNode.Parse(await reader.ReadToEndAsync(Cancellation))!;
        kept["lastCause"]!.GetValue<string>().ShouldBe("The receiver returned 401.");
        kept["body"]!.ToJsonString().ShouldBe(JsonNode.Parse(receiver.Arrived.First().Body)!.ToJsonString());
        (await BlobsAsync(app)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Batch_WasChangedInTheStorage_IsNotSent()
    {
        var (app, receiver) = await StartAsync(("Format", "ocsf"), ("Token", "of-the-siem"));
        await Notifier(app).OnCompletedAsync(Notified.Entry(), Report(1), Cancellation);
        var name = (await BlobsAsync(app)).ShouldHaveSingleItem();
        using var forged = new MemoryStream("[]"u8.ToArray());
        await app.Blobs.WriteAsync(name, forged, new BlobWrite { Condition = WriteCondition.Any }, Cancellation);
        var message = (await app.TakeAsync(NotificationMessage.Queue, 1)).ShouldHaveSingleItem();

        await Should.ThrowAsync<Exception>(() => app.Work(NotificationMessage.Queue).HandleAsync(new QueueDelivery(message.Text, 1), Cancellation));

        receiver.Arrived.ShouldBeEmpty();
    }

    [Fact]
    public async Task WebhookAndSiem_OfOneOrganization_GetTheirOwn()
    {
        var receiver = Keep(await Receiver.StartAsync());
        var app = await StartAsync(settings => settings with
        {
            Values = new()
            {
                ["AtRest:Notifications:0:Organization"] = "acme",
                ["AtRest:Notifications:0:Url"] = receiver.Url,
                ["AtRest:Notifications:0:Secret"] = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
                ["AtRest:Notifications:1:Organization"] = "acme",
                ["AtRest:Notifications:1:Url"] = receiver.Url,
                ["AtRest:Notifications:1:Format"] = "ocsf",
                ["AtRest:Notifications:1:Token"] = "of-the-siem",
            },
        });
        await Notifier(app).OnCompletedAsync(Notified.Entry(), Report(1), Cancellation);

        await HandleAllAsync(app);

        receiver.Arrived.Select(received => (received.Id, IsSigned: received.Signature != "", HasToken: received.Headers.ContainsKey("Authorization"))).ShouldBe(
            [("msg_0a1f6c523d0e8b7a9c11000000000001", true, false), ("msg_0a1f6c523d0e8b7a9c11000000000001_ocsf_0", false, true)], ignoreOrder: true);
    }

    private static IReportCompleted Notifier(HookApp app) => app.Services.GetServices<IReportCompleted>().ShouldHaveSingleItem();

    private static Task NotifyAsync(HookApp app) => Notifier(app).OnCompletedAsync(Notified.Entry(), Report(Findings), Cancellation);

    private static async Task HandleAllAsync(HookApp app)
    {
        while (await app.CountAsync(NotificationMessage.Queue) > 0)
        {
            foreach (var message in await app.TakeAsync(NotificationMessage.Queue, 1))
            {
                await app.Work(NotificationMessage.Queue).HandleAsync(new QueueDelivery(message.Text, message.DequeueCount), Cancellation);
                await app.Services.GetRequiredService<IWorkQueues>().Open(NotificationMessage.Queue).CompleteAsync(message, Cancellation);
            }
        }
    }

    private static async Task<List<string>> BlobsAsync(HookApp app)
    {
        var names = new List<string>();
        await foreach (var blob in app.Blobs.AllAsync($"organizations/acme/reports/{Notified.ReportId}/notifications/", Cancellation))
        {
            names.Add(blob.Name);
        }

        return names;
    }

    private static AuditReport Report(int findings)
    {
        var report = Notified.Report();
        var cluster = report.Clusters.Single();
        return report with
        {
            Clusters =
            [
                cluster with
                {
                    Findings = [.. Enumerable.Range(0, findings).Select(number => new Finding
                    {
                        RuleId = "DECL-1", Title = "The declaration is complete", Level = RuleLevel.Required, Severity = Severity.High, Status = FindingStatus.Fail, Message = $"Failure {number}.",
                        Evidence = [], Controls = ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty,
                    })],
                },
            ],
        };
    }

    /// <summary>With three attempts a second apart.</summary>
    private async Task<(HookApp App, Receiver Receiver)> StartAsync(params (string Name, string Value)[] values)
    {
        var receiver = Keep(await Receiver.StartAsync());
        var app = await StartAsync(settings => settings with
        {
            Values = new(values.Select(value => KeyValuePair.Create<string, string?>($"AtRest:Notifications:0:{value.Name}", value.Value)))
            {
                ["AtRest:Notifications:0:Organization"] = "acme",
                ["AtRest:Notifications:0:Url"] = receiver.Url,
            },
            Services = services => services.AddSingleton(new RetrySchedule { Pauses = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)] }),
        });
        return (app, receiver);
    }
}
