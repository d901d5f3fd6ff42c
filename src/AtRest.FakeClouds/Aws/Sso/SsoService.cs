using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Sso;

/// <summary>
/// The portal of IAM Identity Center: the operation that clients with a token of <c>aws sso login</c> call. It issues credentials for the scenario's roles
/// (https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html). Every token is valid except <c>revoked</c>.
/// </summary>
internal sealed class SsoService(AwsWorld world, AccessCheck access) : IAwsService
{
    private const string TokenHeader = "x-amz-sso_bearer_token";
    private const string RevokedToken = "revoked";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public AwsWorld World => world;

    public string Name => "sso";

    public ErrorVocabulary Errors { get; } = JsonErrors.For("sso") with
    {
        MissingAuthentication = new("UnauthorizedException", "Session token not found or invalid", 401),
        ExpiredToken = new("UnauthorizedException", "Session token not found or invalid", 401),
        AccessDenied = new("ForbiddenException", "No access", 403),
    };

    public ServiceCall? Recognize(IncomingRequest request) => request is { Method: "GET", Path: "/federation/credentials" }
        ? new ServiceCall("GetRoleCredentials", $"arn:aws:iam::{request.Query["account_id"]}:role/{request.Query["role_name"]}", request)
        : null;

    public Caller Identify(ServiceCall call)
    {
        string token = call.Request.Headers[TokenHeader].ToString();
        return token.Length == 0 ? throw new ServiceErrorException(Errors.MissingAuthentication)
            : token == RevokedToken ? throw new ServiceErrorException(Errors.ExpiredToken)
            : new Caller { AccountId = "", Arn = "the user of IAM Identity Center", UserId = "", Region = "" };
    }

    public Reply Answer(ServiceCall call, Caller caller)
    {
        access.Check(this, call.Operation, call.Resource, caller);
        FakeRole role = world.Scenario.Accounts.SelectMany(account => account.Roles).FirstOrDefault(known => known.Arn == call.Resource)
            ?? throw new ServiceErrorException(Errors.AccessDenied);
        string nonce = Guid.NewGuid().ToString();
        Session session = new(AwsIds.AccessKeyId(nonce), StableIds.Hex($"token {nonce}"), role, role.Arn.Split(':')[4], "sso-user", world.Time.GetUtcNow() + Lifetime);
        world.Open(session);
        return Write(200, new JsonObject
        {
            ["roleCredentials"] = new JsonObject
            {
                ["accessKeyId"] = session.AccessKeyId,
                ["secretAccessKey"] = StableIds.Hex($"secret {session.Token}")[..40],
                ["sessionToken"] = session.Token,
                ["expiration"] = session.Expiration.ToUnixTimeMilliseconds(),
            },
        });
    }

    public Reply Shape(ServiceError error, IncomingRequest request) =>
        Write(error.Status, new JsonObject { ["message"] = error.Message }) with { Headers = new Dictionary<string, string> { ["x-amzn-ErrorType"] = error.Code } };

    private static Reply Write(int status, JsonObject body) => new(status, "application/json", body.ToJsonString());
}
