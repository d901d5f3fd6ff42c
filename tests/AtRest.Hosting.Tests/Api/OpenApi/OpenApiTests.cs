using System.Text;
using AtRest.Hosting.Api;
using AtRest.Hosting.Api.Routes;
using AtRest.Hosting.Tests.Api.Support;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace AtRest.Hosting.Tests.Api.OpenApi;

/// <summary>The description is right OpenAPI, and describes exactly what there is.</summary>
public sealed class OpenApiTests(ApiFixture fixture)
{
    [Fact]
    public async Task Document_Always_IsTheFileOfTheDocumentation()
    {
        var reply = await fixture.Server.GetAsync("/api/openapi.json");

        reply.MediaType.ShouldBe("application/json");
        reply.Body.ShouldBe(await File.ReadAllTextAsync(DocumentPath(), TestContext.Current.CancellationToken));
        var again = await fixture.Server.SendAsync(HttpMethod.Get, "/api/openapi.json", request => request.Headers.TryAddWithoutValidation("If-None-Match", reply.Headers["ETag"]));
        ((int)again.Status).ShouldBe(304);
    }

    [Fact]
    public async Task Document_Always_IsValidOpenApi31()
    {
        var result = await ReadAsync();

        result.Diagnostic!.Errors.ShouldBeEmpty();
        result.Diagnostic.Warnings.ShouldBeEmpty();
        result.Diagnostic.SpecificationVersion.ShouldBe(OpenApiSpecVersion.OpenApi3_1);
    }

    [Fact]
    public async Task Document_Always_HasTheRoutesThatAreMappedAndNoOther()
    {
        var described = (await OperationsAsync()).Select(operation => $"{operation.Method} {operation.Path} {operation.Operation.OperationId}");
        var mapped = fixture.Server.Routes.Select(route => (route, method: route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]))
            .Select(pair => $"{pair.method} {pair.route.RoutePattern.RawText} {pair.route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName}");

        described.ShouldBe(mapped, ignoreOrder: true);
    }

    [Fact]
    public async Task Operations_Always_DescribeTheirPathParameters()
    {
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            var wanted = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            (operation.Parameters ?? []).Where(parameter => parameter.In == ParameterLocation.Path).Select(parameter => parameter.Name!).ShouldBe(wanted, ignoreOrder: true, path);
        }
    }

    [Fact]
    public async Task Operations_Always_SayWhoMayCall()
    {
        var access = fixture.Server.Routes.ToDictionary(route => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName, route => route.Metadata.GetMetadata<ApiRoute>()!.Access);
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            string[] wanted = access[operation.OperationId!] switch
            {
                RouteAccess.Callers => ["token", "apiKey"],
                RouteAccess.Webhook => ["webhookKey"],
                _ => [],
            };
            (operation.Security ?? []).SelectMany(requirement => requirement.Keys).Select(scheme => scheme.Reference.Id!).ShouldBe(wanted, path);
            operation.Responses!.ContainsKey("401").ShouldBe(wanted.Length > 0, path);
        }
    }

    [Fact]
    public async Task Errors_Always_AreProblemDetails()
    {
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            foreach (var (status, response) in operation.Responses!.Where(response => response.Key[0] is '4' or '5'))
            {
                response.Content!.Keys.ShouldBe(["application/problem+json"], $"{path} {status}");
            }
        }
    }

    /// <summary>The members of every body that the API writes, by the names that it writes them with.</summary>
    [Theory]
    [InlineData("Audit", typeof(AuditBody))]
    [InlineData("ReportList", typeof(ReportListBody))]
    [InlineData("Report", typeof(ReportBody))]
    [InlineData("File", typeof(FileBody))]
    [InlineData("ClusterList", typeof(ClusterListBody))]
    [InlineData("Cluster", typeof(ClusterBody))]
    [InlineData("Health", typeof(Hosting.Api.Health.HealthBody))]
    [InlineData("HealthCheck", typeof(Hosting.Api.Health.HealthCheck))]
    [InlineData("Problem", typeof(Hosting.Api.Problems.Problem))]
    public async Task Schemas_Always_HaveTheMembersThatAreWritten(string schema, Type body)
    {
        var written = ApiJson.Default.GetTypeInfo(body)!.Properties.Where(property => property.Get is not null).Select(property => property.Name);

        (await ReadAsync()).Document!.Components!.Schemas![schema].Properties!.Keys.ShouldBe(written, ignoreOrder: true);
    }

    private static async Task<ReadResult> ReadAsync()
    {
        var bytes = await File.ReadAllBytesAsync(DocumentPath(), TestContext.Current.CancellationToken);
        return OpenApiDocument.Parse(Encoding.UTF8.GetString(bytes), "json");
    }

    private static async Task<IEnumerable<(string Method, string Path, OpenApiOperation Operation)>> OperationsAsync() => (await ReadAsync()).Document!.Paths
        .SelectMany(path => path.Value.Operations!.Select(operation => (operation.Key.Method, path.Key, operation.Value)));

    private static string DocumentPath([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../../docs/schemas/openapi.json"));
}
