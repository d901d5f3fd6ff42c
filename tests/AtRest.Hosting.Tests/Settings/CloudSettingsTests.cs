using AtRest.Hosting.Settings;
using Microsoft.Extensions.Configuration;

namespace AtRest.Hosting.Tests.Settings;

public sealed class CloudSettingsTests
{
    [Fact]
    public void Read_ConfigurationOfFunctions_GivesItToTheCollectors()
    {
        var options = Read(new()
        {
            ["AtRest:Aws:WebIdentity:RoleArn"] = "arn:aws:iam::999900001111:role/AtRest",
            ["AtRest:Aws:WebIdentity:Audience"] = "api://aws",
            ["AWS_REGION"] = "eu-central-1",
        });

        options.Aws.WebIdentity!.Audience.ShouldBe("api://aws");
        options.Aws.ReadVariable("AWS_REGION").ShouldBe("eu-central-1");
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public void Read_UseOfGooglesKeys_IsOffUnlessASettingAsksForIt(string? value, bool expected)
    {
        var google = Read(new() { ["AtRest:Google:KeyUsage"] = value, ["AtRest:Google:KmsInventoryEndpoint"] = "http://127.0.0.1:4600" }).Google;

        google.KeyUsage.ShouldBe(expected);
        google.KmsInventoryEndpoint!.Port.ShouldBe(4600);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public void Read_UsageMetricsOfAws_AreOffUnlessASettingAsksForThem(string? value, bool expected) =>
        Read(new() { ["AtRest:Aws:UsageMetrics"] = value }).Aws.UsageMetrics.ShouldBe(expected);

    [Theory]
    [InlineData(null, false)]
    [InlineData("true", true)]
    public void Read_ActivityOfCamunda_IsOffUnlessASettingAsksForIt(string? value, bool expected) =>
        Read(new() { ["AtRest:Camunda:Activity"] = value }).Camunda.Activity.ShouldBe(expected);

    [Fact]
    public void Read_SeveralWrong_ReportsAll() => Should.Throw<SettingsException>(() => Read(new()
    {
        ["AtRest:Google:KmsEndpoint"] = "kms",
        ["AtRest:Aws:WebIdentity:RoleArn"] = "role",
        ["AWS_ENDPOINT_URL"] = "nowhere",
    })).Problems.Length.ShouldBe(3);

    private static Collectors.CollectorOptions Read(Dictionary<string, string?> settings)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddInMemoryCollection(settings).Build());
        var options = CloudSettings.Read(reader);
        reader.Finish();
        return options;
    }
}
