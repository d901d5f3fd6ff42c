using Amazon.Runtime;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Amazon.SSO;
using Amazon.SSO.Model;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Tests.Support;

namespace AtRest.Collectors.Tests.Aws.Accounts;

/// <summary>The clients that the SDK makes while it looks for credentials read no response without an end.</summary>
public sealed class SdkClientsTests
{
    private const long MostTaken = 64 * 1024 * 1024;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Client_OfTheSdkItself_ReadsNoResponseWithoutAnEnd(bool ofSso)
    {
        SdkClients.Bound();
        await using var server = new HostileServer(_ => Hostile.Endless());

        var call = ofSso ? SsoAsync(server.Endpoint) : StsAsync(server.Endpoint);

        (await Should.ThrowAsync<Exception>(call)).ShouldNotBeOfType<OperationCanceledException>();
        server.Attacked.ShouldNotBeEmpty();
        server.Taken.ShouldBeLessThan(MostTaken);
    }

    private static async Task SsoAsync(Uri endpoint)
    {
        using var client = new AmazonSSOClient(new AnonymousAWSCredentials(), new AmazonSSOConfig { ServiceURL = endpoint.AbsoluteUri, MaxErrorRetry = 0 });
        await client.GetRoleCredentialsAsync(new GetRoleCredentialsRequest { AccessToken = "token", AccountId = "111122223333", RoleName = "reader" }, Cancellation);
    }

    private static async Task StsAsync(Uri endpoint)
    {
        using var client = new AmazonSecurityTokenServiceClient(new BasicAWSCredentials("AKIAIOSFODNN7EXAMPLE", "secret"), new AmazonSecurityTokenServiceConfig { ServiceURL = endpoint.AbsoluteUri, MaxErrorRetry = 0 });
        await client.AssumeRoleAsync(new AssumeRoleRequest { RoleArn = "arn:aws:iam::111122223333:role/reader", RoleSessionName = "test" }, Cancellation);
    }
}
