using System.Text;
using System.Text.Json.Nodes;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Notifications.Messages;
using AtRest.Hosting.Tests.Notifications.Support;
using AtRest.Storage;

namespace AtRest.Hosting.Tests.Notifications;

public sealed class NotificationWriterTests
{
    [Fact]
    public void Write_Report_IsWhatTheDocumentSays() => Encoding.UTF8.GetString(NotificationWriter.Write(Notified.Entry(), Notified.Report(), new Uri("https://atrest.example/"))).ShouldBe(
        """{"type":"report.completed","timestamp":"2026-11-24T10:00:00+00:00","data":{"organization":"acme","reportId":"0a1f6c52-3d0e-8b7a-9c11-000000000001","""
        + "\"auditId\":\"0a1f6c52-3d0e-8b7a-9c11-00000000000a\",\"cause\":\"keyChange\",\"detail\":\"kms:PutKeyPolicy on arn:aws:kms:eu-central-1:111122223333:key/1\",\"verdict\":\"nonCompliant\",\"scope\":\"organization\","
        + "\"clusters\":[{\"id\":\"0a1f6c52-3d0e-4b7a-9c11-000000000000\",\"name\":\"payments\",\"verdict\":\"nonCompliant\"}],\"clusterCount\":1,"
        + "\"changes\":[\"The policy of key k was changed.\"],\"changeCount\":1,\"report\":\"https://atrest.example/api/organizations/acme/reports/0a1f6c52-3d0e-8b7a-9c11-000000000001/json\"}}");

    [Fact]
    public void Write_SomeClustersOfADemo_SaysBoth()
    {
        var data = Data(NotificationWriter.Write(Notified.Entry() with { LeftOut = 7, Headline = "1 of 8 declared clusters was audited: it is compliant; 7 were left out", Demo = true }, Notified.Report(), publicUrl: null));

        data["scope"]!.GetValue<string>().ShouldBe("clusters");
        data["headline"]!.GetValue<string>().ShouldStartWith("1 of 8 declared clusters");
        data["demo"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Write_NoPublicUrl_HasThePath() =>
        Data(NotificationWriter.Write(Notified.Entry(AuditCause.Nightly), Notified.Report(), publicUrl: null))["report"]!.GetValue<string>().ShouldStartWith("/api/organizations/acme/reports/");

    [Theory]
    [InlineData(2_000, "payments", 0, "")]
    [InlineData(2_000, "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀", 500, "ü")]
    [InlineData(1, "payments", 5_000, "The policy of key k was changed, and then it was changed again.")]
    public void Write_VeryMuch_FitsAMessageAndSaysHowMuchThereIs(int clusters, string name, int changes, string message)
    {
        var body = NotificationWriter.Write(Notified.Entry(clusters: clusters, changes: changes), Notified.Report(changes, string.Concat(Enumerable.Repeat(message, 40)), clusters, string.Concat(Enumerable.Repeat(name, 40))), publicUrl: null);

        body.Length.ShouldBeLessThanOrEqualTo(20_000);
        Data(body)["clusterCount"]!.GetValue<int>().ShouldBe(clusters);
        Data(body)["changeCount"]!.GetValue<int>().ShouldBe(changes);
        new NotificationMessage { Organization = "acme", Notification = "msg_1", Attempt = 10, FirstAt = default, Body = body, LastCause = new string('x', 1000) }
            .ToText().Length.ShouldBeLessThan(IWorkQueue.MaxTextBytes);
    }

    private static JsonNode Data(byte[] body) => JsonNode.Parse(body)!["data"]!;
}
