using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws;

/// <summary>Identifies the caller by the Authorization header.</summary>
internal sealed class Authenticator(AwsWorld world)
{
    public Caller Identify(IncomingRequest request, IFakeService service)
    {
        string header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            throw new ServiceErrorException(service.Errors.MissingAuthentication);
        }

        bool dated = request.Headers.ContainsKey("x-amz-date") || request.Headers.ContainsKey("date");
        if (!dated || SignatureScope.Parse(header) is not { } scope)
        {
            throw new ServiceErrorException(service.Errors.MalformedAuthentication);
        }

        if (scope.Service != service.SigningName)
        {
            throw new ServiceErrorException(service.Errors.WrongScope);
        }

        return world.FindSession(scope.AccessKeyId) is { } session
            ? Assumed(session, scope, request, service)
            : Base(scope, service);
    }

    private Caller Assumed(Session session, SignatureScope scope, IncomingRequest request, IFakeService service)
    {
        if (request.Headers["x-amz-security-token"] != session.Token)
        {
            throw new ServiceErrorException(service.Errors.UnknownAccessKey);
        }

        if (session.Expiration <= world.Time.GetUtcNow())
        {
            throw new ServiceErrorException(service.Errors.ExpiredToken);
        }

        string role = session.Role.Arn[(session.Role.Arn.LastIndexOf('/') + 1)..];
        return new Caller
        {
            AccountId = session.AccountId,
            Arn = $"arn:aws:sts::{session.AccountId}:assumed-role/{role}/{session.Name}",
            UserId = $"{AwsIds.RoleId(session.Role.Arn)}:{session.Name}",
            Region = scope.Region,
            IsRoleSession = true,
            Denied = session.Role.Deny,
        };
    }

    private Caller Base(SignatureScope scope, IFakeService service)
    {
        IReadOnlyList<FakeCredential> known = world.Scenario.Credentials;
        FakeCredential? credential = known.FirstOrDefault(candidate => candidate.AccessKeyId == scope.AccessKeyId);
        if (credential is null && known.Count > 0)
        {
            throw new ServiceErrorException(service.Errors.UnknownAccessKey);
        }

        string accountId = credential?.AccountId ?? world.Scenario.EffectiveDefaultAccountId;
        return new Caller
        {
            AccountId = accountId,
            Arn = $"arn:aws:iam::{accountId}:user/base",
            UserId = AwsIds.UserId(scope.AccessKeyId),
            Region = scope.Region,
        };
    }
}
