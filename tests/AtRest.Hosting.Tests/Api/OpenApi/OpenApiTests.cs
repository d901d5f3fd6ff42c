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
        reply.Body.ShouldBe(await File.ReadAllTextAsync(SchemaTools.OpenApiFile, TestContext.Current.CancellationToken));
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
        var mapped = fixture.Server.Routes.SelectMany(route => Describe(route, route.RoutePattern.RawText!, NameOf(route)));
        var download = fixture.Server.Routes.Single(route => NameOf(route) == "DownloadReport");

        // The one route that is described twice: the answer for 'json' has its own type.
        described.ShouldBe([.. mapped, .. Describe(download, download.RoutePattern.RawText!.Replace("{format}", "json", StringComparison.Ordinal), "GetReport")], ignoreOrder: true);

        static IEnumerable<string> Describe(RouteEndpoint route, string path, string name) =>
            route.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods.Select(method => $"{method} {path} {name}{(method == "HEAD" ? "Head" : "")}");
    }

    [Fact]
    public async Task Operations_Always_DescribeTheirPathParameters()
    {
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            var wanted = path.Split('/').Where(part => part.StartsWith('{')).Select(part => part.Trim('{', '}'));
            (await ParametersAsync(path, operation, ParameterLocation.Path)).ShouldBe(wanted, ignoreOrder: true, path);
        }
    }

    [Fact]
    public async Task Operations_Always_DescribeTheQueryParametersThatAreTaken()
    {
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            (await ParametersAsync(path, operation, ParameterLocation.Query)).ShouldBe(RouteOf(operation).Metadata.GetMetadata<RouteInput>()?.Query ?? [], ignoreOrder: true, path);
        }
    }

    /// <summary>What can happen on every route of a kind. What a route does beside it is its own, and <see cref="AnswerTests"/> sees it.</summary>
    [Fact]
    public async Task Operations_Always_DescribeWhatCanHappen()
    {
        foreach (var (method, path, operation) in await OperationsAsync())
        {
            var route = RouteOf(operation).Metadata.GetMetadata<ApiRoute>()!;
            string[] own =
            [
                .. route.Right == RouteRight.Administer ? ["403"] : Array.Empty<string>(),
                .. operation.OperationId!.StartsWith("Make", StringComparison.Ordinal) ? ["409"] : Array.Empty<string>(),
                // The state of the report, not of the request.
                .. operation.OperationId is "DownloadReport" or "DownloadReportHead" ? ["409"] : Array.Empty<string>(),
                .. operation.OperationId!.StartsWith("GetCalendar", StringComparison.Ordinal) ? ["404"] : Array.Empty<string>(),
            ];
            string[] wanted = route.Access switch
            {
                RouteAccess.Callers when operation.OperationId!.StartsWith("ListOrganizations", StringComparison.Ordinal) || operation.OperationId.StartsWith("ListRules", StringComparison.Ordinal) => ["400", "401", "405", "408", "413", "415", "429", "431", "500", "503"],
                RouteAccess.Callers => ["400", "401", "404", "405", "408", "413", "415", "429", "431", "500", "503"],
                RouteAccess.Webhook => ["400", "401", "405", "408", "413", "429", "431", "500", "503"],
                RouteAccess.Anybody => ["400", "405", "408", "413", "415", "429", "431", "500", "503"],
                _ => ["400", "405", "408", "413", "415", "431", "500", "503"],
            };
            operation.Responses!.Keys.Where(status => status[0] is '4' or '5').ShouldBe([.. wanted, .. own], ignoreOrder: true, $"{method} {path}");
        }
    }

    [Fact]
    public async Task Heads_Always_AreAsTheirGetsWithoutTheBody()
    {
        foreach (var path in (await ReadAsync()).Document!.Paths)
        {
            path.Value.Operations!.ContainsKey(HttpMethod.Head).ShouldBe(path.Value.Operations.ContainsKey(HttpMethod.Get), path.Key);
            if (path.Value.Operations.TryGetValue(HttpMethod.Head, out var head))
            {
                var get = path.Value.Operations[HttpMethod.Get];
                head.Responses!.Keys.ShouldBe(get.Responses!.Keys, path.Key);
                head.Responses["200"].Headers?.Keys.ShouldBe(get.Responses["200"].Headers!.Keys, path.Key);
                head.Responses.Values.ShouldAllBe(response => response.Content == null || response.Content.Count == 0);
            }
        }
    }

    [Theory]
    [InlineData("DownloadReport")]
    [InlineData("ClusterReport")]
    public async Task Files_Always_HaveTheMediaTypesOfTheFormats(string name)
    {
        var formats = fixture.Server.Renderers.Select(renderer => renderer.MediaType.Split(';')[0]).Distinct();

        (await OperationsAsync()).Single(operation => operation.Operation.OperationId == name).Operation.Responses!["200"].Content!.Keys.ShouldBe(formats, ignoreOrder: true);
    }

    [Fact]
    public async Task List_Always_CallsItsEntriesByAnotherNameThanTheReport()
    {
        var schemas = (await ReadAsync()).Document!.Components!.Schemas!;

        schemas["ReportList"].Properties!["reports"].Items.ShouldBeOfType<OpenApiSchemaReference>().Reference.Id.ShouldBe("ReportEntry");
        schemas["Report"].Properties!.Keys.ShouldContain("schemaVersion");
    }

    [Fact]
    public async Task Operations_Always_SayWhoMayCall()
    {
        foreach (var (_, path, operation) in await OperationsAsync())
        {
            string[] wanted = RouteOf(operation).Metadata.GetMetadata<ApiRoute>()!.Access switch
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
        foreach (var (_, path, operation) in (await OperationsAsync()).Where(operation => operation.Method != "HEAD"))
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
    [InlineData("BatchList", typeof(BatchListBody))]
    [InlineData("Batch", typeof(BatchBody))]
    [InlineData("ReportList", typeof(ReportListBody))]
    [InlineData("ReportEntry", typeof(ReportBody))]
    [InlineData("File", typeof(FileBody))]
    [InlineData("ClusterList", typeof(ClusterListBody))]
    [InlineData("Cluster", typeof(ClusterBody))]
    [InlineData("UndeclaredCluster", typeof(UndeclaredClusterBody))]
    [InlineData("LatestVerdict", typeof(LatestVerdict))]
    [InlineData("ClusterDetail", typeof(ClusterDetailBody))]
    [InlineData("CamundaEncryption", typeof(ReportedBody))]
    [InlineData("ClusterKey", typeof(ClusterKeyBody))]
    [InlineData("KeyPolicy", typeof(PolicyBody))]
    [InlineData("KeyAccess", typeof(AccessBody))]
    [InlineData("Principal", typeof(PrincipalBody))]
    [InlineData("KeyRight", typeof(RightBody))]
    [InlineData("ClusterEvent", typeof(ClusterEventBody))]
    [InlineData("TimelineEvent", typeof(TimelineEventBody))]
    [InlineData("Finding", typeof(FindingBody))]
    [InlineData("WaiverList", typeof(WaiverListBody))]
    [InlineData("Waiver", typeof(WaiverBody))]
    [InlineData("OrganizationList", typeof(OrganizationListBody))]
    [InlineData("OrganizationEntry", typeof(OrganizationBody))]
    [InlineData("Overview", typeof(OverviewBody))]
    [InlineData("Costs", typeof(CostsBody))]
    [InlineData("CostPart", typeof(CostPartBody))]
    [InlineData("AccountRequests", typeof(AccountRequestsBody))]
    [InlineData("RegionRequests", typeof(RegionRequestsBody))]
    [InlineData("Action", typeof(ActionBody))]
    [InlineData("ClusterReference", typeof(ClusterReferenceBody))]
    [InlineData("NextDate", typeof(DateBody))]
    [InlineData("TrendPoint", typeof(TrendBody))]
    [InlineData("RuleList", typeof(RuleListBody))]
    [InlineData("Rule", typeof(RuleBody))]
    [InlineData("RulePage", typeof(RulePageBody))]
    [InlineData("KeyList", typeof(KeyListBody))]
    [InlineData("Key", typeof(KeyBody))]
    [InlineData("MadeKey", typeof(MadeKeyBody))]
    [InlineData("NotificationEndpointList", typeof(EndpointListBody))]
    [InlineData("NotificationEndpoint", typeof(EndpointBody))]
    [InlineData("MadeNotificationEndpoint", typeof(MadeEndpointBody))]
    [InlineData("NotificationTest", typeof(EndpointTestBody))]
    [InlineData("Trail", typeof(TrailBody))]
    [InlineData("TrailEvent", typeof(TrailEntryBody))]
    [InlineData("Health", typeof(Hosting.Api.Health.HealthBody))]
    [InlineData("HealthCheck", typeof(Hosting.Api.Health.HealthCheck))]
    [InlineData("Problem", typeof(Hosting.Api.Problems.Problem))]
    public async Task Schemas_Always_HaveTheMembersThatAreWritten(string schema, Type body)
    {
        var written = ApiJson.Default.GetTypeInfo(body)!.Properties.Where(property => property.Get is not null).Select(property => property.Name);

        (await ReadAsync()).Document!.Components!.Schemas![schema].Properties!.Keys.ShouldBe(written, ignoreOrder: true);
    }

    private static string NameOf(RouteEndpoint route) => route.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName;

    private RouteEndpoint RouteOf(OpenApiOperation operation)
    {
        var name = operation.OperationId!.Replace("Head", "", StringComparison.Ordinal);
        return fixture.Server.Routes.Single(route => NameOf(route) == (name == "GetReport" ? "DownloadReport" : name));
    }

    /// <summary>Those of the operation, and those of its path.</summary>
    private static async Task<IEnumerable<string>> ParametersAsync(string path, OpenApiOperation operation, ParameterLocation location) =>
        [.. ((await ReadAsync()).Document!.Paths[path].Parameters ?? []).Concat(operation.Parameters ?? []).Where(parameter => parameter.In == location).Select(parameter => parameter.Name!)];

    private static async Task<ReadResult> ReadAsync()
    {
        var bytes = await File.ReadAllBytesAsync(SchemaTools.OpenApiFile, TestContext.Current.CancellationToken);
        return OpenApiDocument.Parse(Encoding.UTF8.GetString(bytes), "json");
    }

    private static async Task<IEnumerable<(string Method, string Path, OpenApiOperation Operation)>> OperationsAsync() => (await ReadAsync()).Document!.Paths
        .SelectMany(path => path.Value.Operations!.Select(operation => (operation.Key.Method, path.Key, operation.Value)));
}
