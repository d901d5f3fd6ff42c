using System.Collections.Concurrent;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws;

/// <summary>The AWS part of the world, and the credentials that AWS has issued since it started.</summary>
internal sealed class AwsWorld : World
{
    private readonly ConcurrentDictionary<string, Session> sessions = new();
    private readonly Authenticator authenticator;

    public AwsWorld(World world)
        : base(world)
    {
        authenticator = new Authenticator(this);
        KeysByArn = Scenario.Keys.Where(key => !key.Missing).ToDictionary(key => key.Arn);
        TrailsByArn = Scenario.Trails.ToDictionary(trail => trail.Arn);
        BucketsByName = Scenario.Buckets.ToDictionary(bucket => bucket.Name);
    }

    public IReadOnlyDictionary<string, FakeKey> KeysByArn { get; }

    public IReadOnlyDictionary<string, FakeTrail> TrailsByArn { get; }

    public IReadOnlyDictionary<string, FakeBucket> BucketsByName { get; }

    public void Open(Session session) => sessions[session.AccessKeyId] = session;

    public Session? FindSession(string accessKeyId) => sessions.GetValueOrDefault(accessKeyId);

    /// <exception cref="ServiceErrorException">The request is not signed, or not with credentials that exist.</exception>
    public Caller Identify(IncomingRequest request, IFakeService service) => authenticator.Identify(request, service);
}

/// <summary>Credentials that STS or IAM Identity Center issued.</summary>
internal sealed record Session(string AccessKeyId, string Token, FakeRole Role, string AccountId, string Name, DateTimeOffset Expiration);

/// <summary>A service whose requests are signed with Signature Version 4.</summary>
internal interface IAwsService : IFakeService
{
    AwsWorld World { get; }

    Caller IFakeService.Identify(ServiceCall call) => World.Identify(call.Request, this);

    string? IFakeService.RegionOf(IncomingRequest request) => SignatureScope.Parse(request.Headers.Authorization.ToString())?.Region;
}
