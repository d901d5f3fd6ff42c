using System.IO.Compression;
using AtRest.Hosting.Audits;
using AtRest.Hosting.Tests.Audits.Support;
using AtRest.Hosting.Tests.Portal.Support;
using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>What is stored for the pages is damaged or missing: pages say so, audits go on, and the next report adds it again.</summary>
public sealed class DamagedDetailsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("overview.json.gz", "/organizations/acme-bank")]
    [InlineData("clusters.json.gz", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}")]
    [InlineData("part-00000.json.gz", $"/organizations/acme-bank/clusters/{PortalWorld.Payments}")]
    public async Task Details_Damaged_AreReported_AndTheNextAuditAddsThem(string name, string path)
    {
        await using var world = await PortalWorld.BeginAsync();
        var server = await world.ServeAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey, PortalWorld.UrlOf(server));
        await WriteAsync(server.Services, $"organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}/details/{name}", "damaged");

        var damaged = await visitor.GetAsync(path);
        ((int)damaged.Status).ShouldBe(200);
        damaged.Body.ShouldContain("The details of the newest report cannot be shown here");
        ((int)(await visitor.GetAsync("/organizations/acme-bank/clusters")).Status).ShouldBe(200);
        world.Log.Text.ShouldContain($"{name}' is damaged");

        await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);
        (await visitor.GetAsync(path)).Body.ShouldNotContain("cannot be shown here");
    }

    /// <summary>An operator goes back to an earlier release, which does not have a price of the later one.</summary>
    [Fact]
    public async Task Overview_WithAPriceOfALaterRelease_IsShownWithoutCosts()
    {
        await using var world = await PortalWorld.BeginAsync();
        var server = await world.ServeAsync();
        using var visitor = await world.EnterAsync(world.AcmeKey, PortalWorld.UrlOf(server));
        (await visitor.GetAsync("/organizations/acme-bank")).Body.ShouldContain("Monthly costs");
        var name = $"organizations/acme-bank/reports/{world.Reports[PortalWorld.Acme]}/details/overview.json.gz";
        var blobs = server.Services.GetRequiredService<IBlobStore>();
        string text;
        await using (var blob = await blobs.ReadAsync(name, Cancellation))
        {
            using var reader = new StreamReader(new GZipStream(blob!.Content, CompressionMode.Decompress));
            text = await reader.ReadToEndAsync(Cancellation);
        }

        text.ShouldContain("\"kms-key\"");
        using var content = new MemoryStream();
        await using (var zipped = new GZipStream(content, CompressionLevel.Fastest, leaveOpen: true))
        {
            await zipped.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text.Replace("\"kms-key\"", "\"later-price\"", StringComparison.Ordinal)), Cancellation);
        }

        content.Position = 0;
        (await blobs.WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/gzip" }, Cancellation)).IsWritten.ShouldBeTrue();

        var page = await visitor.GetAsync("/organizations/acme-bank");
        ((int)page.Status).ShouldBe(200);
        page.Body.ShouldNotContain("Monthly costs");
    }

    /// <summary>The second report of a cluster continues its history: an entry for each change, not for each report.</summary>
    [Fact]
    public async Task History_OfASecondReport_ContinuesTheFirst()
    {
        await using var world = await PortalWorld.BeginAsync();
        var server = await world.ServeAsync();
        await server.Services.GetRequiredService<IAudits>().RunAsync(AuditWorld.Order(PortalWorld.Acme), Cancellation);
        using var visitor = await world.EnterAsync(world.AcmeKey);

        var page = (await visitor.GetAsync($"/organizations/acme-bank/clusters/{PortalWorld.Payments}")).Body;

        page.Split("<h2 id=\"history\">")[1].Split("/reports/").Length.ShouldBe(2);
        page.Split("<h2 id=\"history\">")[1].ShouldContain(world.Reports[PortalWorld.Acme]);
    }

    [Fact]
    public async Task Keys_Damaged_EndSessionsOnly()
    {
        await using var world = await PortalWorld.BeginAsync(audits: false);
        using var visitor = await world.EnterAsync(world.AcmeKey);
        var server = await world.ServeAsync();
        await foreach (var key in server.Services.GetRequiredService<IBlobStore>().AllAsync("portal/keys/", Cancellation))
        {
            await WriteAsync(server.Services, key.Name, "<damaged");
        }

        using var there = new Visitor(PortalWorld.UrlOf(server));
        there.Cookies["atrest"] = visitor.Cookies["atrest"];

        ((int)(await there.GetAsync("/organizations")).Status).ShouldBe(303);
        ((int)(await there.SignInAsync(world.AcmeKey)).Status).ShouldBe(303);
        ((int)(await there.GetAsync("/organizations/acme-bank")).Status).ShouldBe(200);
    }

    private static async Task WriteAsync(IServiceProvider services, string name, string text)
    {
        using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        (await services.GetRequiredService<IBlobStore>().WriteAsync(name, content, new BlobWrite { Condition = WriteCondition.Any, ContentType = "application/gzip" }, Cancellation)).IsWritten.ShouldBeTrue();
    }
}
