using System.Net;
using AtRest.Storage.Tests.Support;
using AtRest.Tests.Shared.Limits;

namespace AtRest.Storage.Tests.Azure;

/// <summary>Links that are signed with the account's key.</summary>
public sealed class AzureLinkTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Link_Always_ReadsThisBlobAndDoesNothingElse()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync() });
        await storage.Blobs.WriteTextAsync("links/ä/report.html", "<p>", contentType: "text/html");
        await storage.Blobs.WriteTextAsync("links/other", "secret");
        using var http = new HttpClient();

        var link = (await storage.Blobs.CreateReadLinkAsync("links/ä/report.html", new ReadLink { Lifetime = TimeSpan.FromMinutes(5), FileName = "Prüfung.html" }, Cancellation)).ShouldNotBeNull();
        using var answer = await http.GetAsync(link, Cancellation);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(Cancellation)).ShouldBe("<p>");
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Content.Headers.ContentDisposition!.FileNameStar.ShouldBe("Prüfung.html");
        (await http.DeleteAsync(link, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await http.GetAsync(link.AbsoluteUri.Replace("/%C3%A4/report.html", "/other", StringComparison.Ordinal), Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await storage.Blobs.ReadTextAsync("links/ä/report.html")).ShouldBe("<p>");
    }

    [Fact]
    public async Task Link_Expired_IsRefused()
    {
        await using var storage = new OpenedStorage(new StorageOptions { Connection = await azurite.ConnectionAsync() });
        await storage.Blobs.WriteTextAsync("links/short", "x");
        using var http = new HttpClient();

        var link = (await storage.Blobs.CreateReadLinkAsync("links/short", new ReadLink { Lifetime = TimeSpan.FromSeconds(1) }, Cancellation)).ShouldNotBeNull();

        await Until.TrueAsync("the link is refused", async () =>
        {
            using var answer = await http.GetAsync(link, Cancellation);
            return answer.StatusCode == HttpStatusCode.Forbidden;
        });
    }

    [Fact]
    public async Task Link_ConnectionWithoutKey_IsNone()
    {
        await using var storage = new OpenedStorage(new StorageOptions
        {
            Connection = "BlobEndpoint=https://nowhere.blob.core.windows.net;QueueEndpoint=https://nowhere.queue.core.windows.net;SharedAccessSignature=sv=2024-01-01&sig=abc",
        });

        (await storage.Blobs.CreateReadLinkAsync("a", new ReadLink { Lifetime = TimeSpan.FromMinutes(5) }, Cancellation)).ShouldBeNull();
    }
}
