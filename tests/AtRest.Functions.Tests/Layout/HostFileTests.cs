using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Layout;

/// <summary>host.json, the settings that functions refer to, and where they are set.</summary>
public sealed partial class HostFileTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("host.json"))).RootElement;

    [Fact]
    public void Host_Always_ForwardsHttpToTheExecutable()
    {
        var handler = Host.GetProperty("customHandler");

        handler.GetProperty("enableForwardingHttpRequest").GetBoolean().ShouldBeTrue();
        handler.GetProperty("description").GetProperty("defaultExecutablePath").GetString().ShouldBe("AtRest.Functions");
        Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBe("api");
        Host.GetProperty("extensionBundle").GetProperty("version").GetString().ShouldBe("[4.*, 5.0.0)");
    }

    /// <summary>A message that the host cannot decode, or gives up at another count, would end as poison unseen.</summary>
    [Fact]
    public void Host_Always_AgreesWithTheStorageAboutMessages()
    {
        var queues = Host.GetProperty("extensions").GetProperty("queues");

        queues.GetProperty("messageEncoding").GetString().ShouldBe("base64");
        queues.GetProperty("maxDequeueCount").GetInt32().ShouldBe(new AtRest.Storage.StorageOptions { Folder = "x" }.MaxDeliveries);
        TimeSpan.Parse(queues.GetProperty("maxPollingInterval").GetString()!).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
        // Ten minutes are the most that any plan of Functions grants.
        TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString()!).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    /// <summary>The host resolves %Section:Name% from its configuration, where a variable's __ is a colon. Missing, the function is not indexed.</summary>
    [Theory]
    [InlineData("local.settings.json.example")]
    [InlineData("infra/azure/main.bicep")]
    public void Settings_ThatFunctionsReferTo_AreSet(string file)
    {
        var text = File.ReadAllText(Repository.PathOf(file));
        var referred = FunctionFile.All.SelectMany(function => Reference().Matches(function.Root.GetRawText()).Select(match => match.Groups[1].Value)).Distinct().ToList();

        referred.ShouldBe(["AtRest:Audits:Queue", "AtRest:NightlySchedule"], ignoreOrder: true);
        foreach (var setting in referred)
        {
            text.ShouldContain(setting.Replace(":", "__", StringComparison.Ordinal));
        }
    }

    [GeneratedRegex("%([^%]+)%")]
    private static partial Regex Reference();
}
