using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.Functions.Tests.Support;

namespace AtRest.Functions.Tests.Layout;

/// <summary>host.json, the settings that functions refer to, and where they are set.</summary>
public sealed partial class HostFileTests
{
    private static readonly JsonElement Host = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("host.json"))).RootElement;

    /// <summary>Either would make the host start something else than the worker, or not start at all.</summary>
    [Theory]
    [InlineData("customHandler")]
    [InlineData("extensionBundle")]
    public void Host_Always_IsThatOfAnIsolatedWorker(string property) => Host.TryGetProperty(property, out _).ShouldBeFalse();

    /// <summary>Routes begin where the pipeline's do: at the root.</summary>
    [Fact]
    public void Host_Always_PutsNothingBeforeRoutes() => Host.GetProperty("extensions").GetProperty("http").GetProperty("routePrefix").GetString().ShouldBeEmpty();

    /// <summary>A message that the host cannot decode, or gives up at another count, would become poison that no work is done for.</summary>
    [Fact]
    public void Host_Always_AgreesWithTheStorageAboutMessages()
    {
        var queues = Host.GetProperty("extensions").GetProperty("queues");

        queues.GetProperty("messageEncoding").GetString().ShouldBe("base64");
        queues.GetProperty("maxDequeueCount").GetInt32().ShouldBe(AtRest.Hosting.HostSettings.MostDeliveries);
        TimeSpan.Parse(queues.GetProperty("maxPollingInterval").GetString()!).ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(5));
        // Ten minutes are the most that any plan of Functions grants.
        TimeSpan.Parse(Host.GetProperty("functionTimeout").GetString()!).ShouldBeLessThanOrEqualTo(TimeSpan.FromMinutes(10));
    }

    /// <summary>With a separate level for Azure's clients, the host logs every poll that finds nothing.</summary>
    [Fact]
    public void Host_Always_LeavesTheLevelOfAzuresClientsAlone() =>
        Host.GetProperty("logging").GetProperty("logLevel").EnumerateObject().Select(level => level.Name).ShouldNotContain(name => name.StartsWith("Azure", StringComparison.OrdinalIgnoreCase));

    /// <summary>The host resolves %Section:Name% from its configuration, where a variable's __ is a colon. Missing, the function is not indexed.</summary>
    [Theory]
    [InlineData("local.settings.json.example")]
    [InlineData("infra/azure")]
    public void Settings_ThatFunctionsReferTo_AreSet(string place)
    {
        var path = Repository.PathOf(place);
        var text = string.Concat((File.Exists(path) ? [path] : Directory.GetFiles(path, "*.bicep", SearchOption.AllDirectories)).Select(File.ReadAllText));
        var sources = Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var referred = sources.SelectMany(file => Reference().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value)).Distinct().ToList();

        referred.ShouldBe(["AtRest:Audits:Queue", "AtRest:NightlySchedule"], ignoreOrder: true);
        foreach (var setting in referred)
        {
            text.ShouldContain(setting.Replace(":", "__", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void LocalSettings_Always_NameTheIsolatedWorker()
    {
        var values = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("local.settings.json.example"))).RootElement.GetProperty("Values");

        values.GetProperty("FUNCTIONS_WORKER_RUNTIME").GetString().ShouldBe("dotnet-isolated");
        // Otherwise the host answers '/' itself.
        values.GetProperty("AzureWebJobsDisableHomepage").GetString().ShouldBe("true");
    }

    [GeneratedRegex("\"%(AtRest:[A-Za-z:]+)%")]
    private static partial Regex Reference();
}
