using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.S3;

public sealed class LifecycleTests
{
    private static async Task<string> RuleAsync(FakeLifecycleRule rule)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Bucket(Names.Bucket, bucket => bucket with { Lifecycle = [rule] }));
        Answer answer = await new CloudCaller(cloud).S3Async($"/{Names.Bucket}?lifecycle");
        return answer.Body[answer.Body.IndexOf("<Rule>", StringComparison.Ordinal)..answer.Body.IndexOf("</LifecycleConfiguration>", StringComparison.Ordinal)];
    }

    [Fact]
    public async Task Rule_PrefixAndDays_AreWrittenAsByS3() =>
        (await RuleAsync(new() { Id = "r", Prefix = "p/", ExpirationDays = 30 }))
            .ShouldBe("<Rule><ID>r</ID><Filter><Prefix>p/</Prefix></Filter><Status>Enabled</Status><Expiration><Days>30</Days></Expiration></Rule>");

    [Fact]
    public async Task Rule_PrefixOutsideFilter_StandsAlone() =>
        (await RuleAsync(new() { Id = "r", Prefix = "p/", PrefixOutsideFilter = true, Enabled = false, NoncurrentDays = 5, NewerNoncurrentVersions = 2 }))
            .ShouldBe("<Rule><ID>r</ID><Prefix>p/</Prefix><Status>Disabled</Status><NoncurrentVersionExpiration><NoncurrentDays>5</NoncurrentDays>"
                + "<NewerNoncurrentVersions>2</NewerNoncurrentVersions></NoncurrentVersionExpiration></Rule>");

    [Fact]
    public async Task Rule_SeveralFilters_AreJoined() =>
        (await RuleAsync(new() { Prefix = "p", Tags = new Dictionary<string, string> { ["k"] = "v" }, ObjectSizeGreaterThan = 9 }))
            .ShouldContain("<Filter><And><Prefix>p</Prefix><Tag><Key>k</Key><Value>v</Value></Tag><ObjectSizeGreaterThan>9</ObjectSizeGreaterThan></And></Filter>");

    [Fact]
    public async Task Rule_Date_IsMidnight() =>
        (await RuleAsync(new() { ExpirationDate = "now-2d" })).ShouldContain("<Expiration><Date>2026-11-22T00:00:00.000Z</Date></Expiration>");

    [Fact]
    public async Task Rule_Transition_ComesWithItsClass() =>
        (await RuleAsync(new() { TransitionDays = 30 })).ShouldContain("<Transition><Days>30</Days><StorageClass>GLACIER</StorageClass></Transition>");
}
