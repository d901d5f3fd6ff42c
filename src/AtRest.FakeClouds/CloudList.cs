using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Azure;
using AtRest.FakeClouds.Camunda;
using AtRest.FakeClouds.Google;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds;

/// <summary>The clouds. A new cloud is a folder and an entry here.</summary>
internal static class CloudList
{
    /// <summary>The first cloud that recognizes a request answers it. AWS is last: S3 takes every request that no other service recognizes.</summary>
    public static IReadOnlyList<ICloud> All { get; } = [new CamundaCloud(), new GoogleCloud(), new AzureCloud(), new AwsCloud()];
}
