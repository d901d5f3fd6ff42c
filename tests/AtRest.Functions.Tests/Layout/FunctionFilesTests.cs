using AtRest.Functions.Handler;
using AtRest.Functions.Invocations;
using AtRest.Functions.Tests.Support;
using AtRest.Tests.Shared;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;

namespace AtRest.Functions.Tests.Layout;

/// <summary>Every <c>function.json</c> has its handler, and every handler its <c>function.json</c>.</summary>
public sealed class FunctionFilesTests : IAsyncLifetime
{
    private Microsoft.AspNetCore.Builder.WebApplication app = null!;

    public ValueTask InitializeAsync()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("AtRest:Storage:Folder", Path.Combine(Path.GetTempPath(), "atrest-never-opened"))]).Build();
        app = CustomHandler.Build(configuration, FreePort.Next());
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public void Triggers_Always_HaveTheirEndpointAndTheOtherWayRound()
    {
        var mapped = Routes().Where(route => route.Path != "/" && !IsApi(route)).Select(route => $"{route.Method} {route.Path}");

        mapped.ShouldBe(FunctionFile.All.Where(function => !function.IsHttp).Select(function => $"POST /{function.Name}"), ignoreOrder: true);
    }

    [Fact]
    public void HttpFunctions_Always_HaveTheirRouteAndTheOtherWayRound()
    {
        var declared = FunctionFile.All.Where(function => function.IsHttp)
            .SelectMany(function => function.Trigger.GetProperty("methods").EnumerateArray().SelectMany(method => Expand(function.Text("route")).Select(route => $"{method.GetString()!.ToUpperInvariant()} /api/{route}")));
        // The host has no HEAD for functions that do not list it.
        var mapped = Routes().Where(route => IsApi(route) && route.Method != "HEAD").Select(route => $"{route.Method} {route.Path}");

        declared.ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public void HttpFunctions_Always_AreForwardedAndOpenToWhoeverWeLetIn()
    {
        foreach (var function in FunctionFile.All.Where(function => function.IsHttp))
        {
            function.Text("authLevel").ShouldBe("anonymous", function.Name);
            function.Bindings.Select(FunctionFile.TypeOf).ShouldBe(["httpTrigger", "http"], function.Name);
            function.Bindings.Select(binding => binding.GetProperty("direction").GetString()).ShouldBe(["in", "out"], function.Name);
        }
    }

    [Fact]
    public void QueueFunctions_Always_ListenWhereTheWorkIs()
    {
        var queues = FunctionFile.All.Where(function => FunctionFile.TypeOf(function.Trigger) == "queueTrigger").ToDictionary(function => function.Name, function => function.Text("queueName"));

        queues.ShouldBe(new Dictionary<string, string>
        {
            [FunctionNames.AuditCluster] = $"%{FunctionQueues.AuditsSetting}%",
            [FunctionNames.AuditClusterPoison] = $"%{FunctionQueues.AuditsSetting}%-poison",
            [FunctionNames.AuditKey] = FunctionQueues.KeyChanges,
            [FunctionNames.AuditKeyPoison] = $"{FunctionQueues.KeyChanges}-poison",
            [FunctionNames.SendNotification] = FunctionQueues.Notifications,
            [FunctionNames.SendNotificationPoison] = $"{FunctionQueues.Notifications}-poison",
        }, ignoreOrder: true);
        new[] { null, FunctionQueues.KeyChanges, FunctionQueues.Notifications }.Select(queue => FunctionQueues.WorkOf(app.Services, queue).Queue)
            .ShouldBe(["atrest-audits", FunctionQueues.KeyChanges, FunctionQueues.Notifications]);
    }

    [Fact]
    public void Bindings_Always_HaveTheNamesThatAreReadFromCalls()
    {
        foreach (var function in FunctionFile.All.Where(function => !function.IsHttp))
        {
            function.Bindings.ShouldHaveSingleItem();
            function.Text("name").ShouldBe(FunctionFile.TypeOf(function.Trigger) == "timerTrigger" ? Invocation.TimerBinding : Invocation.QueueBinding, function.Name);
        }
    }

    private static bool IsApi((string Method, string Path) route) => route.Path.StartsWith("/api/", StringComparison.Ordinal);

    private static string[] Expand(string route) => route.EndsWith("/{probe}", StringComparison.Ordinal) ? [route.Replace("{probe}", "live"), route.Replace("{probe}", "ready")] : [route];

    private IEnumerable<(string Method, string Path)> Routes() =>
        from endpoint in ((IEndpointRouteBuilder)app).DataSources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/'));
}
