using System.Security.Cryptography;
using AtRest.Hosting.Tests.Api.Support;
using AtRest.Tests.Shared.Azurite;

namespace AtRest.Hosting.Tests.Api.Routes;

/// <summary>Downloads by a link into the storage, on a real one.</summary>
public sealed class DownloadLinkTests
{
    [Fact]
    public async Task Download_LinksAreOn_IsALinkThatWorksWithoutACredentialAndIsNotLogged()
    {
        await using var azurite = await AzuriteServer.StartAsync();
        var settings = Fleet.Settings();
        settings["AtRest:Storage:Folder"] = "";
        settings["AtRest:Storage:Connection"] = azurite.Connection;
        settings["AtRest:Downloads:Links"] = "true";
        await using var server = await ApiServer.StartAsync(settings);
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);
        var path = $"/api/organizations/acme/reports/{things.Report}/html";

        var reply = await server.GetAsync(path, Fleet.AcmeKey);

        ((int)reply.Status).ShouldBe(307, reply.Body);
        reply.Headers["Cache-Control"].ShouldBe("no-store");
        using var client = new HttpClient();
        using var file = await client.GetAsync(new Uri(reply.Headers["Location"]), TestContext.Current.CancellationToken);
        file.Content.Headers.ContentDisposition!.FileName!.Trim('"').ShouldMatch("^atrest-acme-partial-[0-9]{8}-[0-9]{6}\\.html$");
        var hash = Convert.ToHexStringLower(SHA256.HashData(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var listed = (await server.GetAsync("/api/organizations/acme/reports", Fleet.AcmeKey)).Json.GetProperty("reports")[0].GetProperty("files");
        listed.EnumerateArray().Select(item => item.GetProperty("sha256").GetString()).ShouldContain(hash);
        server.Log.Text.ShouldNotContain("sig=");
        (await server.GetAsync(path)).ShouldBeProblem(401);
        (await server.GetAsync(path, Fleet.GlobexKey)).ShouldBeProblem(404);
    }

    [Fact]
    public async Task Download_LinksAreOnAndTheStorageHasNone_IsTheFile()
    {
        var settings = Fleet.Settings();
        settings["AtRest:Downloads:Links"] = "true";
        await using var server = await ApiServer.StartAsync(settings);
        var things = await Things.MakeAsync(server, Fleet.Acme, Fleet.Payments, Fleet.AcmeKey);

        ((int)(await server.GetAsync($"/api/organizations/acme/reports/{things.Report}/html", Fleet.AcmeKey)).Status).ShouldBe(200);
    }
}
