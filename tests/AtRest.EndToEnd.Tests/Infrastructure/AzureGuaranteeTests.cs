using System.Text.RegularExpressions;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Infrastructure;

/// <summary>What the template promises, read from what Azure would be asked to create.</summary>
public sealed partial class AzureGuaranteeTests(CompiledTemplate compiled) : IClassFixture<CompiledTemplate>
{
    /// <summary>Settings that the plan refuses, or that would hold a key.</summary>
    private static readonly string[] Refused =
    [
        "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_WORKER_RUNTIME_VERSION", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_RUN_FROM_PACKAGE", "WEBSITE_CONTENTAZUREFILECONNECTIONSTRING", "WEBSITE_CONTENTSHARE", "AzureWebJobsStorage",
        "AtRest__Storage__Connection",
    ];

    [Fact]
    public async Task Storage_Always_KnowsNoKeyNoStrangerAndNoPlainHttp()
    {
        var plan = await AzurePlan.OfAsync();
        var accounts = plan.Of("Microsoft.Storage/storageAccounts");

        accounts.Count.ShouldBe(3);
        foreach (var properties in accounts.Select(account => account["properties"]!))
        {
            properties["allowSharedKeyAccess"]!.GetValue<bool>().ShouldBeFalse();
            properties["allowBlobPublicAccess"]!.GetValue<bool>().ShouldBeFalse();
            properties["allowCrossTenantReplication"]!.GetValue<bool>().ShouldBeFalse();
            properties["supportsHttpsTrafficOnly"]!.GetValue<bool>().ShouldBeTrue();
            properties["minimumTlsVersion"]!.ToString().ShouldBe("TLS1_2");
        }

        plan.Of("Microsoft.Storage/storageAccounts/blobServices/containers").ShouldAllBe(container => container["properties"] == null || container["properties"]!["publicAccess"] == null);
    }

    [Fact]
    public async Task App_Always_IsReachedByHttpsAndDeployedByIdentity()
    {
        var plan = await AzurePlan.OfAsync();
        var app = plan.App["properties"]!;

        app["httpsOnly"]!.GetValue<bool>().ShouldBeTrue();
        app["siteConfig"]!["minTlsVersion"]!.ToString().ShouldBe("1.2");
        app["siteConfig"]!["scmMinTlsVersion"]!.ToString().ShouldBe("1.2");
        app["functionAppConfig"]!["deployment"]!["storage"]!["authentication"]!["type"]!.ToString().ShouldBe("UserAssignedIdentity");
        plan.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Select(policy => policy["properties"]!["allow"]!.GetValue<bool>()).ShouldBe([false, false]);
    }

    [Fact]
    public async Task App_Always_IsAnIsolatedWorkerOnFlexConsumption()
    {
        var plan = await AzurePlan.OfAsync();

        plan.Single("Microsoft.Web/serverfarms")["sku"]!["tier"]!.ToString().ShouldBe("FlexConsumption");
        plan.App["properties"]!["functionAppConfig"]!["runtime"]!.ToJsonString().ShouldBe("""{"name":"dotnet-isolated","version":"10.0"}""");
        // The runtime's version is that of the app's target framework.
        File.ReadAllText(Repository.PathOf("Directory.Build.props")).ShouldContain("<TargetFramework>net10.0</TargetFramework>");
        plan.Settings["AzureWebJobsDisableHomepage"].ShouldBe("true");
    }

    [Fact]
    public async Task Settings_Always_HoldNoKeyAndNothingThatThePlanRefuses()
    {
        var plan = await AzurePlan.OfAsync("param vaultSettings = { Some__Secret: 'some-secret' }");
        var settings = plan.Settings;

        settings.Keys.Intersect(Refused, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty();
        settings.Keys.Where(name => name.StartsWith("AzureWebJobsStorage", StringComparison.Ordinal)).ShouldBe(["AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential"], ignoreOrder: true);
        settings["AzureWebJobsStorage__credential"].ShouldBe("managedidentity");
        foreach (var secret in new[] { "AtRest__Webhook__Keys__0", "Some__Secret" })
        {
            settings[secret].ShouldContain("@Microsoft.KeyVault(SecretUri=");
        }

        var text = plan.App.ToJsonString();
        text.ShouldNotContain(AzurePlan.Key);
        text.ShouldNotContain("AccountKey", Case.Insensitive);
        text.ShouldNotContain("listKeys", Case.Insensitive);
    }

    /// <summary>Bicep evaluates nothing that depends on a secret: so this is read from the template.</summary>
    [Fact]
    public void SecondWebhookKey_IfThereIsOne_IsAReferenceToTheVault()
    {
        var text = Regex.Unescape(compiled.Root["variables"]!.ToJsonString() + compiled.Root["resources"]!["app"]!["properties"]!["parameters"]!.ToJsonString());

        text.ShouldContain("AtRest__Webhook__Keys__1");
        text.ShouldContain("'webhook-key-1'");
        // Asked whether it is empty, and nothing else.
        text.Replace("empty(parameters('secondWebhookKey'))", "", StringComparison.Ordinal).ShouldNotContain("secondWebhookKey");
        text.ShouldNotContain("parameters('webhookKey')");
    }

    /// <summary>Each key is a secret of the vault, which its setting refers to. AtRest itself reads the names of these settings.</summary>
    [Fact]
    public async Task OrganizationWebhookKeys_Always_AreSecretsOfTheVaultAndSettingsOfTheirOrganizations()
    {
        var plan = await AzurePlan.OfAsync("param webhookOrganizations = { acme: 2, 'globex-eu': 1 }\nparam organizationWebhookKeys = { acme: ['key-of-acme-a', 'key-of-acme-b'], 'globex-eu': ['key-of-globex'] }");

        var secrets = plan.Of("Microsoft.KeyVault/vaults/secrets").Where(secret => secret["name"]!.ToString().Contains("acme", StringComparison.Ordinal) || secret["name"]!.ToString().Contains("globex", StringComparison.Ordinal));
        secrets.ToDictionary(secret => secret["name"]!.ToString().Split('/')[^1], secret => secret["properties"]!["value"]!.ToString()).ShouldBe(
            new Dictionary<string, string>
            {
                ["webhook-key-acme-0"] = "[parameters('organizationWebhookKeys').acme[0]]",
                ["webhook-key-acme-1"] = "[parameters('organizationWebhookKeys').acme[1]]",
                ["webhook-key-globex-eu-0"] = "[parameters('organizationWebhookKeys')['globex-eu'][0]]",
            },
            ignoreOrder: true);
        var settings = plan.Settings.Where(setting => setting.Key.StartsWith("AtRest__Webhook__Organizations__", StringComparison.Ordinal)).ToDictionary();
        settings.Keys.ShouldBe(["AtRest__Webhook__Organizations__acme__Keys__0", "AtRest__Webhook__Organizations__acme__Keys__1", "AtRest__Webhook__Organizations__globex_eu__Keys__0"], ignoreOrder: true);
        settings.ShouldAllBe(setting => setting.Value.Contains("@Microsoft.KeyVault(SecretUri="));
        settings["AtRest__Webhook__Organizations__globex_eu__Keys__0"].ShouldContain("'webhook-key-globex-eu-0'");
        compiled.Root["definitions"]!["keyLists"]!["type"]!.ToString().ShouldBe("secureObject");
        plan.App.ToJsonString().ShouldNotContain("key-of-");
    }

    /// <summary>So that a notification leads to the report by itself; an app with a custom domain sets another one.</summary>
    [Fact]
    public async Task PublicUrl_Always_IsTheAppsOwnUnlessExtraSettingsHaveAnother()
    {
        var plan = await AzurePlan.OfAsync();
        plan.Settings["AtRest__PublicUrl"].ShouldBe($"https://{plan.App["name"]}.azurewebsites.net");

        var other = await AzurePlan.OfAsync("param extraSettings = { AtRest__PublicUrl: 'https://reports.example.com' }");
        other.Settings["AtRest__PublicUrl"].ShouldBe("https://reports.example.com");
    }

    [Fact]
    public async Task Telemetry_Always_IsSentByIdentity()
    {
        var plan = await AzurePlan.OfAsync();

        plan.Single("Microsoft.Insights/components")["properties"]!["DisableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
        plan.Single("Microsoft.OperationalInsights/workspaces")["properties"]!["features"]!["disableLocalAuth"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Vault_Always_IsGuardedByRolesAndAgainstDeletion()
    {
        var vault = (await AzurePlan.OfAsync()).Single("Microsoft.KeyVault/vaults")["properties"]!;

        vault["enableRbacAuthorization"]!.GetValue<bool>().ShouldBeTrue();
        vault["enablePurgeProtection"]!.GetValue<bool>().ShouldBeTrue();
    }

    /// <summary>Each storage account's blobs, the vault and the app.</summary>
    [Fact]
    public async Task Diagnostics_Always_GoToTheWorkspace()
    {
        var plan = await AzurePlan.OfAsync();
        var logged = plan.Of("Microsoft.Insights/diagnosticSettings")
            .Where(setting => setting["properties"]!["workspaceId"]!.ToString().Contains("monitoring", StringComparison.Ordinal) && setting["properties"]!["logs"]!.AsArray().Count > 0)
            .Select(setting => setting["id"]!.ToString().Split("/providers/Microsoft.Insights/")[0]);

        logged.ShouldBe(plan.Of("Microsoft.Storage/storageAccounts/blobServices").Concat(plan.Of("Microsoft.KeyVault/vaults")).Append(plan.App).Select(resource => resource["id"]!.ToString()), ignoreOrder: true);
    }

    [Fact]
    public void Secrets_Always_ComeAsSecureParameters()
    {
        foreach (var template in compiled.Templates)
        {
            (template["parameters"]?.AsObject().AsEnumerable() ?? []).Where(parameter => SecretName().IsMatch(parameter.Key))
                .ShouldAllBe(parameter => parameter.Value!["type"]!.ToString() == "securestring");
        }
    }

    [Fact]
    public void ParametersAndOutputs_Always_AreExplained()
    {
        foreach (var section in new[] { "parameters", "outputs" })
        {
            compiled.Root[section]!.AsObject().Where(entry => entry.Value!["metadata"]?["description"] is null).Select(entry => entry.Key).ShouldBeEmpty();
        }
    }

    [GeneratedRegex("WebhookKey$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
