using System.Reflection;
using AtRest.Collectors.Aws;
using AtRest.Reports;
using AtRest.Storage;

namespace AtRest.EndToEnd.Tests.Architecture;

/// <summary>An adapter shows its contract and one <c>Add…</c> method; the rest is its own business.</summary>
public sealed class VisibilityTests
{
    [Fact]
    public void Collectors_Always_ShowTheirContractOnly() => Public(typeof(AwsCollectorOptions).Assembly)
        .ShouldBe(["AwsCollectorOptions", "AwsKeyPair", "AwsWebIdentity", "CamundaCollectorOptions", "CollectorOptions", "CollectorServiceCollectionExtensions", "GoogleCollectorOptions", "GoogleWebIdentity", "PublicAddresses", "TlsProbeOptions"]);

    [Fact]
    public void Reports_Always_ShowTheirContractOnly() => Public(typeof(IReportRenderer).Assembly)
        .ShouldBe(
        [
            "BundlePart", "CheckedFinding", "CheckedPolicy", "FileDigest", "FindingBatch", "FindingTarget", "FixedSigningKey", "FormatRefusedException", "GivenFile", "IFindingBatches", "IFindingsRenderer", "IPolicyCheckRenderer",
            "IReportRenderer", "ISigningKeySource", "JUnitUnknown", "KeySet", "PolicyPlace", "PreviousReportReader", "Proof", "ProofState", "ReportBundle",
            "ReportFileName", "ReportOptions", "ReportSigner", "ReportVerifier", "ReportsServiceCollectionExtensions", "RulePage", "SigningKey", "SigningKeyException",
            "TextRegion", "VerificationKey", "VerifiedFile", "VerifyRequest", "VisibleText",
        ]);

    [Fact]
    public void Storage_Always_ShowsItsContractOnly() => Public(typeof(IBlobStore).Assembly).ShouldBe(
    [
        "BlobContent", "BlobDeleteResult", "BlobInfo", "BlobListing", "BlobName", "BlobPage", "BlobWrite", "BlobWriteResult", "ForeignBlob", "IBlobStore", "IForeignBlobs", "IWorkQueue", "IWorkQueues",
        "ReadLink", "ReceiveOptions", "StorageException", "StorageOptions", "StorageServiceCollectionExtensions", "WorkMessage", "WriteCondition",
    ]);

    /// <summary>The entry point is published by a generator of ASP.NET Core.</summary>
    [Fact]
    public void Cli_Always_ShowsNothing() => Public(Assembly.Load("AtRest.Cli")).Except(["Program"]).ShouldBeEmpty();

    [Theory]
    [InlineData("AtRest.KeyPolicies")]
    [InlineData("AtRest.Core")]
    [InlineData("AtRest.AwsClients")]
    [InlineData("AtRest.Collectors")]
    [InlineData("AtRest.Reports")]
    [InlineData("AtRest.Storage")]
    [InlineData("AtRest.Cli")]
    public void InternalClasses_Always_AreSealed(string assembly) => Assembly.Load(assembly).GetTypes()
        .Where(type => type is { IsClass: true, IsNotPublic: true, IsAbstract: false, IsSealed: false } && !type.Name.Contains('<', StringComparison.Ordinal))
        .Where(type => !Assembly.Load(assembly).GetTypes().Any(other => other.BaseType == type))
        .Select(type => type.FullName)
        .ShouldBeEmpty();

    private static IEnumerable<string> Public(Assembly assembly) => assembly.GetExportedTypes().Select(type => type.Name).Order(StringComparer.Ordinal);
}
