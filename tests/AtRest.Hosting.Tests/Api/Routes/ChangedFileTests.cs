using AtRest.Hosting.Tests.Api.Support;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>A stored report that was changed is never sent, and a file that is missing is not taken for one that never existed.</summary>
public sealed class ChangedFileTests
{
    [Theory]
    [InlineData("html", false)]
    [InlineData("json", false)]
    [InlineData("jsonl", true)]
    public async Task Download_TheFileWasChanged_Is500AndAnAlarmUntilItIsRestored(string format, bool isShorter)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var path = $"/api/organizations/acme/reports/{things.Report}/{format}";
        var before = await server.GetAsync(path, Fleet.AcmeKey);
        var file = Directory.GetFiles(server.Data, $"report.{format}.blob", SearchOption.AllDirectories).Single(name => name.Contains(things.Report, StringComparison.Ordinal));
        var content = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var changed = content.ToArray();
        changed[^5] ^= 1;
        await File.WriteAllBytesAsync(file, isShorter ? changed[..^1] : changed, TestContext.Current.CancellationToken);

        var reply = await server.GetAsync(path, Fleet.AcmeKey);
        reply.ShouldBeProblem(500);
        reply.Body.ShouldContain("damaged");
        reply.Headers.ContainsKey("ETag").ShouldBeFalse();
        reply.Body.ShouldNotContain("report.");
        var head = await server.SendAsync(HttpMethod.Head, path, Fleet.AcmeKey);
        ((int)head.Status).ShouldBe(500);
        head.Headers.ContainsKey("ETag").ShouldBeFalse();
        var any = await server.SendAsync(HttpMethod.Get, path, request =>
        {
            request.Headers.Add("x-api-key", Fleet.AcmeKey);
            request.Headers.TryAddWithoutValidation("If-None-Match", "*");
        });
        any.ShouldBeProblem(500);
        any.Headers.ContainsKey("ETag").ShouldBeFalse();

        // However often it is requested: one line, with the name of the file and without a stack trace.
        for (var repeat = 0; repeat < 20; repeat++)
        {
            (await server.GetAsync(path, Fleet.AcmeKey)).ShouldBeProblem(500);
        }

        var name = $"{things.Report}/report.{format}";
        var line = server.Log.Lines.Where(line => line.Contains(name, StringComparison.Ordinal) && !line.StartsWith("scope", StringComparison.Ordinal)).ShouldHaveSingleItem();
        line.ShouldContain("was changed or damaged");
        line.ShouldNotContain("   at ");
        var ready = await server.GetAsync("/api/health/ready");
        ready.Json.GetProperty("status").GetString().ShouldBe("degraded", ready.Body);

        await File.WriteAllBytesAsync(file, content, TestContext.Current.CancellationToken);
        var after = await server.GetAsync(path, Fleet.AcmeKey);
        ((int)after.Status).ShouldBe(200);
        after.Body.ShouldBe(before.Body);
    }

    [Theory]
    [InlineData("html", false)]
    [InlineData("evidence", false)]
    [InlineData("json", true)]
    public async Task Download_TheFileWasDeleted_Is500AndAnAlarmUntilItIsRestored(string format, bool isLatest)
    {
        await using var server = await ApiServer.StartAsync(Fleet.Settings());
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var entry = $"/api/organizations/acme/reports/{(isLatest ? "latest" : things.Report)}/{format}{(isLatest ? "?scope=any" : "")}";
        ((int)(await server.GetAsync(entry, Fleet.AcmeKey)).Status).ShouldBe(200);
        var name = format == "evidence" ? "evidence.json.blob" : $"report.{format}.blob";
        var file = Directory.GetFiles(server.Data, name, SearchOption.AllDirectories).Single(path => path.Contains(things.Report, StringComparison.Ordinal));
        var aside = file + ".aside";
        File.Move(file, aside);

        for (var repeat = 0; repeat < 3; repeat++)
        {
            var reply = await server.GetAsync(entry, Fleet.AcmeKey);
            reply.ShouldBeProblem(500);
            reply.Headers.ContainsKey("ETag").ShouldBeFalse();
        }

        server.Log.Lines.Where(line => line.Contains("the file was deleted", StringComparison.Ordinal) && !line.StartsWith("scope", StringComparison.Ordinal)).ShouldHaveSingleItem();
        (await server.GetAsync("/api/health/ready")).Json.GetProperty("status").GetString().ShouldBe("degraded");

        File.Move(aside, file);
        ((int)(await server.GetAsync(entry, Fleet.AcmeKey)).Status).ShouldBe(200);
    }
}
