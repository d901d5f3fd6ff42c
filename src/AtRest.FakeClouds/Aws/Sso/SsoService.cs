using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Sso;

/// <summary>
/// The portal of IAM Identity Center, as far as clients with a token of <c>aws sso login</c> use it: it gives credentials of the scenario's roles
/// (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html). Any token is good, except <c>revoked</c>.
/// </summary>
internal sealed class SsoService(World world, Gatekeeper gatekeeper) : IFakeService
{
    private const string TokenHeader = "x-amz-sso_bearer_token";
    private const string RevokedToken = "revoked";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public string Name => "sso";

    public ErrorVocabulary Errors { get; } = JsonErrors.For("sso") with
    {
        MissingAuthentication = new("UnauthorizedException", "Session token not found or invalid", 401),
        ExpiredToken = new("UnauthorizedException", "Session token not found or invalid", 401),
        AccessDenied = new("ForbiddenException", "No access", 403),
    };

    public ServiceCall? Recognise(IncomingRequest request) => request is { Method: "GET", Path: "/federation/credentials" }
        ? new ServiceCall("GetRoleCredentials", $"arn:aws:iam::{request.Query["account_id"]}:role/{request.Query["role_name"]}", request)
        : null;

    public Caller? Identify(ServiceCall call)
    {
        string token = call.Request.Headers[TokenHeader].ToString();
        return token.Length == 0 ? throw new AwsErrorException(Errors.MissingAuthentication)
            : token == RevokedToken ? throw new AwsErrorException(Errors.ExpiredToken)
            : new Caller { AccountId = "", Arn = "the user of IAM Identity Center", UserId = "", Region = "" };
    }

    public Reply Answer(ServiceCall call, Caller caller)
    {
        gatekeeper.Check(this, call.Operation, call.Resource, caller);
        FakeRole role = world.Scenario.Accounts.SelectMany(account => account.Roles).FirstOrDefault(known => known.Arn == call.Resource)
            ?? throw new AwsErrorException(Errors.AccessDenied);
        string nonce = Guid.NewGuid().ToString();
        Session session = new(AwsIds.AccessKeyId(nonce), AwsIds.Hex($"token {nonce}"), role, role.Arn.Split(':')[4], "sso-user", world.Time.GetUtcNow() + Lifetime);
        world.Open(session);
        return Write(200, new JsonObject
        {
            ["roleCredentials"] = new JsonObject
            {
                ["accessKeyId"] = session.AccessKeyId,
                ["secretAccessKey"] = AwsIds.Hex($"secret {session.Token}")[..40],
                ["sessionToken"] = session.Token,
                ["expiration"] = session.Expiration.ToUnixTimeMilliseconds(),
            },
        });
    }

    public Reply Shape(AwsError error, IncomingRequest request) =>
        Write(error.Status, new JsonObject { ["message"] = error.Message }) with { Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = error.Code } };

    private static Reply Write(int status, JsonObject body) => new(status, "application/json", body.ToJsonString());
}
