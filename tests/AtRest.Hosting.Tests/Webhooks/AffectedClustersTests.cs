using AtRest.Hosting.Tests.Webhooks.Support;
using AtRest.Hosting.Webhooks;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Hosting.Tests.Webhooks;

public sealed class AffectedClustersTests
{
    [Theory]
    [InlineData(TestInventory.Primary, "acme:1")]
    [InlineData(TestInventory.Replica, "acme:1")]
    [InlineData(TestInventory.Single, "acme:2")]
    [InlineData(TestInventory.Shared, "acme:3 globex:4")]
    [InlineData(TestInventory.Globex, "globex:5")]
    [InlineData(TestInventory.Foreign, "")]
    public void Of_OneKey_AreThoseThatUseIt(string key, string clusters) => Of(KeyScope.One(KmsKeyArn.Parse(key))).ShouldBe(clusters);

    /// <summary>A replica in a region that no cluster uses still says something about the keys that one uses.</summary>
    [Fact]
    public void Of_RelativesOfAReplicaElsewhere_AreThoseOfTheWholeFamily() =>
        Of(KeyScope.WithRelatives(KmsKeyArn.Parse(TestInventory.Primary.Replace("eu-central-1", "us-east-1", StringComparison.Ordinal)))).ShouldBe("acme:1");

    [Fact]
    public void Of_ReplicaElsewhereAlone_AreNone() => Of(KeyScope.One(KmsKeyArn.Parse(TestInventory.Primary.Replace("eu-central-1", "us-east-1", StringComparison.Ordinal)))).ShouldBe("");

    [Fact]
    public void Of_SameIdInAnotherAccount_AreNone() =>
        Of(KeyScope.WithRelatives(KmsKeyArn.Parse(TestInventory.Primary.Replace(TestInventory.Account, "222222222222", StringComparison.Ordinal)))).ShouldBe("");

    [Fact]
    public void Of_WholeRegion_AreAllWithAKeyThere() => Of(KeyScope.WholeRegion(TestInventory.Account, "eu-central-1")).ShouldBe("acme:1 acme:2 acme:3 globex:4");

    [Theory]
    [InlineData("arn:aws:kms:*:111122223333:key/mrk-1a2b3c4d5e6f4a1b8c2d3e4f5a6b7c8d")]
    [InlineData("arn:aws:kms:eu-central-1:111122223333:key/*")]
    [InlineData("arn:aws-cn:kms:cn-north-1:111122223333:key/11111111-12ab-34cd-56ef-000000000001")]
    public void TryParse_OwnText_IsTheSame(string text) => (KeyScope.TryParse(text, out var scope) ? scope.Text : "").ShouldBe(text);

    private static string Of(KeyScope scope) =>
        string.Join(' ', AffectedClusters.Of(TestInventory.Document, scope).SelectMany(one => one.Clusters.Select(id => $"{one.Organization.Id}:{int.Parse(id[^12..], null)}")));
}
