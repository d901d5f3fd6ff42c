using System.Text.Json.Nodes;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What the template promises, read from what the compiler makes of it for Azure.</summary>
public sealed class AzureGuaranteeTests(CompiledTemplate compiled) : IClassFixture<CompiledTemplate>
{
    private const string StorageBlobDataOwner = "b7e6dc6d-f1e8-4753-8033-0f276bb0955b";
    private const string StorageQueueDataContributor = "974c5e8b-45b9-4653-ba55-5f855dd0fb88";
    private const string MonitoringMetricsPublisher = "3913510d-42f4-4e42-8a64-420c390055eb";
    private const string KeyVaultSecretsUser = "4633458b-17de-408a-b874-0445c86b69e6";

    private readonly JsonObject main = compiled.Root;

    [Fact]
    public void Storage_Always_KnowsNoKeyNoStrangerAndNoPlainHttp()
    {
        var storage = Single("Microsoft.Storage/storageAccounts")["properties"]!;

        storage["allowSharedKeyAccess"]!.GetValue<bool>().ShouldBeFalse();
        storage["allowBlobPublicAccess"]!.GetValue<bool>().ShouldBeFalse();
        storage["allowCrossTenantReplication"]!.GetValue<bool>().ShouldBeFalse();
        storage["supportsHttpsTrafficOnly"]!.GetValue<bool>().ShouldBeTrue();
        storage["minimumTlsVersion"]!.ToString().ShouldBe("TLS1_2");
        Of("Microsoft.Storage/storageAccounts/blobServices/containers").ShouldAllBe(container => container["properties"] == null);
    }

    [Fact]
    public void App_Always_IsReachedByHttpsAndDeployedByIdentity()
    {
        var app = Single("Microsoft.Web/sites")["properties"]!;

        app["httpsOnly"]!.GetValue<bool>().ShouldBeTrue();
        app["siteConfig"]!["minTlsVersion"]!.ToString().ShouldBe("1.2");
        app["siteConfig"]!["scmMinTlsVersion"]!.ToString().ShouldBe("1.2");
        app["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!.ToString().ShouldBe("UserAssignedIdentity");
        Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(policy => policy["properties"]!["allow"]!.GetValue<bool>()).ShouldBe([false, false]);
    }

    [Fact]
    public void App_Always_IsACustomHandlerOnFlexConsumption()
    {
        Single("Microsoft.Web/serverfarms")["sku"]!["tier"]!.ToString().ShouldBe("FlexConsumption");
        Single("Microsoft.Web/sites")["properties"]!["functionAppConfig"]!["runtime"]!.ToJsonString().ShouldBe("""{"name":"custom","version":"1.0"}""");
        // Azure refuses the setting on this plan.
        main.ToJsonString().ShouldNotContain("FUNCTIONS_WORKER_RUNTIME");
    }

    [Fact]
    public void Settings_Always_HoldNoKeyOfStorage()
    {
        var settings = main["variables"]!.ToJsonString() + main["resources"]!.ToJsonString();

        settings.ShouldContain("AzureWebJobsStorage__accountName");
        settings.ShouldNotContain("AccountKey");
        settings.ShouldNotContain("listKeys", Case.Insensitive);
        settings.ShouldNotContain("WEBSITE_CONTENTAZUREFILECONNECTIONSTRING");
    }

    /// <summary>So that a notification leads to the report by itself; whoever has a domain of his own says so.</summary>
    [Fact]
    public void PublicUrl_Always_IsTheAppsOwnUnlessExtraSettingsHaveAnother()
    {
        main["variables"]!["defaults"]!["AtRest__PublicUrl"]!.ToString().ShouldBe("[format('https://{0}.azurewebsites.net', variables('name'))]");
        Single("Microsoft.Web/sites")["name"]!.ToString().ShouldBe("[parameters('name')]");
        main["resources"]!.ToJsonString().ShouldContain(@"union(variables(\u0027defaults\u0027), parameters(\u0027extraSettings\u0027)");
    }

    [Fact]
    public void Telemetry_Always_IsSentByIdentity()
    {
        Single("Microsoft.Insights/components")["properties"]!["DisableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
        Single("Microsoft.OperationalInsights/workspaces")["properties"]!["features"]!["disableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Vault_Always_IsGuardedByRolesAndAgainstDeletion()
    {
        var vault = Single("Microsoft.KeyVault/vaults")["properties"]!;

        vault["enableRbacAuthorization"]!.GetValue<bool>().ShouldBeTrue();
        vault["enablePurgeProtection"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public void Secrets_Always_ComeAsSecureParameters()
    {
        foreach (var template in compiled.Templates)
        {
            template["parameters"]!.AsObject().Where(parameter => parameter.Key.EndsWith("WebhookKey", StringComparison.OrdinalIgnoreCase))
                .ShouldAllBe(parameter => parameter.Value!["type"]!.ToString() == "securestring");
        }
    }

    [Fact]
    public void ParametersAndOutputs_Always_AreExplained()
    {
        foreach (var section in new[] { "parameters", "outputs" })
        {
            main[section]!.AsObject().Where(entry => entry.Value!["metadata"]?["description"] is null).Select(entry => entry.Key).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Roles_Always_AreTheseFourEachOnOneResource()
    {
        var assignments = Of("Microsoft.Authorization/roleAssignments");

        assignments.Count.ShouldBe(4);
        assignments.ShouldAllBe(assignment => assignment["scope"] != null && assignment["properties"]!["principalType"]!.ToString() == "ServicePrincipal");
        RoleVariables().ShouldBe([StorageBlobDataOwner, StorageQueueDataContributor, MonitoringMetricsPublisher, KeyVaultSecretsUser], ignoreOrder: true);
    }

    [Theory]
    [InlineData("Microsoft.Web/sites")]
    [InlineData("Microsoft.KeyVault/vaults")]
    [InlineData("Microsoft.Storage/storageAccounts")]
    public void Diagnostics_Always_GoToTheWorkspace(string type) => Of("Microsoft.Insights/diagnosticSettings")
        .Where(setting => setting["properties"]!["workspaceId"]!.ToString() == "[parameters('workspaceId')]")
        .ShouldContain(setting => setting["scope"]!.ToString().Contains($"'{type}", StringComparison.Ordinal));

    private IEnumerable<string> RoleVariables() => compiled.Templates
        .SelectMany(template => template["variables"]?.AsObject().AsEnumerable() ?? [])
        .Select(variable => variable.Value!.ToString())
        .Where(text => Guid.TryParse(text, out _));

    private JsonObject Single(string type) => Of(type).ShouldHaveSingleItem();

    private List<JsonObject> Of(string type) => [.. compiled.Resources.Where(resource => resource["type"]?.ToString() == type && resource["existing"] is null)];
}
