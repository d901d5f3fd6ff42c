using System.Net;
using AtRest.FakeClouds.Scenarios;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class AuthenticationTests
{
    private const string Describe = $$"""{"KeyId":"{{Names.Key}}"}""";

    private static readonly string WrongService =
        $"AWS4-HMAC-SHA256 Credential=AKIA/20261124/eu-central-1/ec2/aws4_request, SignedHeaders=host, Signature={new string('0', 64)}";

    [Fact]
    public async Task Signature_Missing_IsAnsweredInEachShape()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));
        CloudCaller anonymous = new(cloud) { Authorization = "" };

        Answer kms = await anonymous.KmsAsync("DescribeKey", Describe);
        Answer trails = await anonymous.CloudTrailAsync("DescribeTrails");
        Answer sts = await anonymous.StsAsync(("Action", "GetCallerIdentity"));
        Answer s3 = await anonymous.S3Async($"/{Names.Bucket}?versioning");

        kms.JsonError.ShouldBe("MissingAuthenticationTokenException");
        trails.JsonError.ShouldBe("MissingAuthenticationTokenException");
        (sts.Status, sts.Text("Code")).ShouldBe((HttpStatusCode.Forbidden, "MissingAuthenticationToken"));
        (s3.Status, s3.Text("Code")).ShouldBe((HttpStatusCode.Forbidden, "AccessDenied"));
    }

    [Fact]
    public async Task Signature_Malformed_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));
        CloudCaller caller = new(cloud) { Authorization = "AWS4-HMAC-SHA256 Credential=x" };

        (await caller.KmsAsync("DescribeKey", Describe)).JsonError.ShouldBe("IncompleteSignatureException");
        (await caller.S3Async($"/{Names.Bucket}?versioning")).Text("Code").ShouldBe("AuthorizationHeaderMalformed");
    }

    [Fact]
    public async Task Signature_ForAnotherService_IsRefused()
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Key(Names.Key));
        CloudCaller caller = new(cloud) { Authorization = WrongService };

        (await caller.KmsAsync("DescribeKey", Describe)).JsonError.ShouldBe("InvalidSignatureException");
    }

    [Fact]
    public async Task Credentials_Listed_DecideTheAccountAndTheAccess()
    {
        ScenarioBuilder scenario = new ScenarioBuilder().Credential("AKIAKNOWN", Names.Customer);
        await using FakeCloud cloud = await Clouds.StartAsync(scenario);
        CloudCaller known = new(cloud) { AccessKeyId = "AKIAKNOWN" };
        CloudCaller unknown = new(cloud) { AccessKeyId = "AKIAUNKNOWN" };

        (await known.StsAsync(("Action", "GetCallerIdentity"))).Text("Account").ShouldBe(Names.Customer);
        (await unknown.StsAsync(("Action", "GetCallerIdentity"))).Text("Code").ShouldBe("InvalidClientTokenId");
        (await unknown.KmsAsync("DescribeKey", Describe)).JsonError.ShouldBe("UnrecognizedClientException");
        (await unknown.S3Async("/b?versioning")).Text("Code").ShouldBe("InvalidAccessKeyId");
    }
}
