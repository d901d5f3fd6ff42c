using System.Net;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Tests.Support;

namespace AtRest.FakeClouds.Tests.Aws.S3;

public sealed class BucketTests
{
    private static async Task<Answer> AskAsync(string query, Func<FakeBucket, FakeBucket>? change = null, string bucket = Names.Bucket, HttpMethod? method = null)
    {
        await using FakeCloud cloud = await Clouds.StartAsync(Clouds.AtHome().Bucket(Names.Bucket, change));
        return await new CloudCaller(cloud).S3Async($"/{bucket}{query}", method);
    }

    [Theory]
    [InlineData("?lifecycle", "NoSuchLifecycleConfiguration")]
    [InlineData("?object-lock", "ObjectLockConfigurationNotFoundError")]
    [InlineData("?publicAccessBlock", "NoSuchPublicAccessBlockConfiguration")]
    [InlineData("?policyStatus", "NoSuchBucketPolicy")]
    public async Task Setting_NeverSet_IsNotFoundInTheWordsOfS3(string query, string code)
    {
        Answer answer = await AskAsync(query);

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.ContentType.ShouldBe("application/xml");
        answer.Xml.Name.LocalName.ShouldBe("Error");
        answer.Text("Code").ShouldBe(code);
        answer.Text("BucketName").ShouldBe(Names.Bucket);
        answer.Headers["x-amz-request-id"].ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("?lifecycle")]
    [InlineData("?versioning")]
    [InlineData("?object-lock")]
    [InlineData("?publicAccessBlock")]
    [InlineData("?location")]
    public async Task Setting_NoSuchBucket_IsSaidSo(string query)
    {
        Answer answer = await AskAsync(query, bucket: "nowhere");

        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Text("Code").ShouldBe("NoSuchBucket");
    }

    [Fact]
    public async Task Versioning_NeverSet_IsEmpty()
    {
        Answer answer = await AskAsync("/?versioning");

        answer.Xml.Name.ToString().ShouldBe("{http://s3.amazonaws.com/doc/2006-03-01/}VersioningConfiguration");
        answer.Xml.HasElements.ShouldBeFalse();
    }

    [Fact]
    public async Task Versioning_WithMfaDelete_ShowsBoth()
    {
        Answer answer = await AskAsync("?versioning", bucket => bucket with { Versioning = new() { MfaDelete = true } });

        answer.Text("Status").ShouldBe("Enabled");
        answer.Text("MfaDelete").ShouldBe("Enabled");
    }

    [Fact]
    public async Task ObjectLock_WithDefaultRetention_ShowsModeAndDays()
    {
        Answer answer = await AskAsync("?object-lock", bucket => bucket with { ObjectLock = new() { Mode = "COMPLIANCE", Days = 400 } });

        answer.Text("ObjectLockEnabled").ShouldBe("Enabled");
        answer.Text("Mode").ShouldBe("COMPLIANCE");
        answer.Text("Days").ShouldBe("400");
        answer.Text("Years").ShouldBeNull();
    }

    [Fact]
    public async Task PublicAccessBlock_Partial_ShowsEachSetting()
    {
        Answer answer = await AskAsync("?publicAccessBlock", bucket => bucket with { PublicAccessBlock = new() { BlockPublicPolicy = false } });

        answer.Text("BlockPublicPolicy").ShouldBe("false");
        answer.Text("RestrictPublicBuckets").ShouldBe("true");
    }

    [Theory]
    [InlineData(true, "true")]
    [InlineData(false, "false")]
    public async Task PolicyStatus_Policy_ShowsWhetherItIsPublic(bool isPublic, string said)
    {
        Answer answer = await AskAsync("?policyStatus", bucket => bucket with { PolicyIsPublic = isPublic });

        answer.Xml.Name.LocalName.ShouldBe("PolicyStatus");
        answer.Text("IsPublic").ShouldBe(said);
    }

    [Fact]
    public async Task Bucket_OfAnotherAccount_IsDenied()
    {
        Answer answer = await AskAsync("?versioning", bucket => bucket with { OwnerAccount = Names.Other });

        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Text("Code").ShouldBe("AccessDenied");
    }

    [Fact]
    public async Task Bucket_InAnotherRegion_RedirectsAndNamesIt()
    {
        Answer answer = await AskAsync("?versioning", bucket => bucket with { Region = "us-west-2" });

        answer.Status.ShouldBe(HttpStatusCode.MovedPermanently);
        answer.Text("Code").ShouldBe("PermanentRedirect");
        answer.Headers["x-amz-bucket-region"].ShouldBe(["us-west-2"]);
    }

    [Theory]
    [InlineData("us-west-2", "us-west-2")]
    [InlineData("us-east-1", "")]
    public async Task Location_AnyRegion_IsAnswered(string region, string constraint)
    {
        Answer answer = await AskAsync("?location", bucket => bucket with { Region = region });

        answer.Text("LocationConstraint").ShouldBe(constraint);
    }

    [Theory]
    [InlineData(Names.Bucket, HttpStatusCode.OK)]
    [InlineData("nowhere", HttpStatusCode.NotFound)]
    public async Task HeadBucket_Any_AnswersWithoutABody(string bucket, HttpStatusCode status)
    {
        Answer answer = await AskAsync("", bucket: bucket, method: HttpMethod.Head);

        answer.Status.ShouldBe(status);
        answer.Body.ShouldBeEmpty();
    }

    [Fact]
    public async Task Request_Unknown_IsNotImplemented()
    {
        Answer answer = await AskAsync("?tagging");

        answer.Status.ShouldBe(HttpStatusCode.NotImplemented);
        answer.Text("Code").ShouldBe("NotImplemented");
    }
}
