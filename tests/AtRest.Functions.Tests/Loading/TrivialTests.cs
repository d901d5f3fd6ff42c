using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble;

namespace AtRest.Functions.Tests.Loading;

[Collection(nameof(PublishedCollection))]
public sealed class TrivialTests(PublishedApp published)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Start_Always_LoadsAndAnswers()
    {
        await using var host = await FunctionHost.StartAsync(new HostOptions { Folder = published.Folder, Assembly = "TrivialWorker.dll" }, Token);

        using var request = new HttpRequestMessage(HttpMethod.Get, "api/hello?a=1&a=2");
        using var answer = await host.SendAsync(request, Token);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe("hello", host.Text);
        foreach (var f in host.Functions.Values)
        {
            TestContext.Current.SendDiagnosticMessage(f.Metadata.ToString());
            Console.WriteLine(f.Metadata.ToString());
        }
        Console.WriteLine(string.Join(", ", host.Capabilities));
        Console.WriteLine(host.Text);
        host.Terminate();
        (await host.Worker.WaitAsync()).ShouldBe(0);
    }
}
