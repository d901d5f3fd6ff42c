using AtRest.Core.Camunda.Evidence;
using AtRest.Core.Inventory;

namespace AtRest.Core.Tests.Evidence.Camunda;

public sealed class CamundaRegionReadingTests
{
    [Theory]
    [InlineData("Belgium, Europe (europe-west1)", "europe-west1")]
    [InlineData("Frankfurt, Europe (eu-central-1)", "eu-central-1")]
    [InlineData("europe-west1", "europe-west1")]
    [InlineData("EU-Central-1", "eu-central-1")]
    [InlineData("Europe West 1", "europe-west1")]
    [InlineData("Europe West 1D", "europe-west1")]
    [InlineData("Europe West 99", null)]
    [InlineData("Somewhere (far away)", null)]
    [InlineData("", null)]
    public void CodeOf_Name_IsTheProvidersCode(string name, string? code) => CamundaRegionReading.CodeOf(new CamundaName("u", name)).ShouldBe(code);

    [Theory]
    [InlineData("US East 1", CloudProvider.Aws, "us-east-1")]
    [InlineData("US East 1", CloudProvider.Gcp, "us-east1")]
    [InlineData("US East 1D", CloudProvider.Gcp, "us-east1")]
    [InlineData("US East 1", null, null)]
    [InlineData("Europe West 1", CloudProvider.Aws, "europe-west1")]
    public void CodeOf_NameOfRegionsOfBothClouds_IsThatOfTheCluster(string name, CloudProvider? cloud, string? code) =>
        CamundaRegionReading.CodeOf(new CamundaName("u", name), cloud).ShouldBe(code);

    [Theory]
    [InlineData("AWS", CloudProvider.Aws)]
    [InlineData("aws", CloudProvider.Aws)]
    [InlineData("Google Cloud", CloudProvider.Gcp)]
    [InlineData("GCP", CloudProvider.Gcp)]
    public void CloudOf_Word_IsTheCloud(string word, CloudProvider cloud) => CamundaRegionReading.CloudOf(word).ShouldBe(cloud);

    [Theory]
    [InlineData("eu-central-1", CloudProvider.Aws)]
    [InlineData("eu-frankfurt-1", null)]
    [InlineData("us-isob-east-1", CloudProvider.Aws)]
    [InlineData("africa-south1", CloudProvider.Gcp)]
    [InlineData("me-central2", CloudProvider.Gcp)]
    [InlineData("us-gov-west-1", CloudProvider.Aws)]
    [InlineData("europe-west1", CloudProvider.Gcp)]
    [InlineData("northamerica-northeast2", CloudProvider.Gcp)]
    [InlineData("westeurope", null)]
    public void CloudOfCode_Form_TellsTheCloud(string code, CloudProvider? cloud) => CamundaRegionReading.CloudOfCode(code).ShouldBe(cloud);
}
