using System.Collections.Concurrent;
using AtRest.FakeClouds.Aws;
using AtRest.FakeClouds.Aws.CloudTrail;
using AtRest.FakeClouds.Aws.Kms;
using AtRest.FakeClouds.Aws.S3;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Hosting;

/// <summary>The scenario, the moment it started at, and the credentials that were issued since.</summary>
internal sealed class World
{
    private readonly ConcurrentDictionary<string, Session> sessions = new();
    private readonly DateTimeOffset start;

    public World(Scenario scenario, TimeProvider time)
    {
        Scenario = scenario;
        Time = time;
        start = time.GetUtcNow();
        KeysByArn = scenario.Keys.Where(key => !key.Missing).ToDictionary(key => key.Arn);
        TrailsByArn = scenario.Trails.ToDictionary(trail => trail.Arn);
        BucketsByName = scenario.Buckets.ToDictionary(bucket => bucket.Name);
    }

    public Scenario Scenario { get; }

    public TimeProvider Time { get; }

    public IReadOnlyDictionary<string, FakeKey> KeysByArn { get; }

    public IReadOnlyDictionary<string, FakeTrail> TrailsByArn { get; }

    public IReadOnlyDictionary<string, FakeBucket> BucketsByName { get; }

    public DateTimeOffset At(ScenarioTime time) => time.Resolve(start);

    public DateTimeOffset? AtOrNever(ScenarioTime? time) => time?.Resolve(start);

    public void Open(Session session) => sessions[session.AccessKeyId] = session;

    public Session? FindSession(string accessKeyId) => sessions.GetValueOrDefault(accessKeyId);
}

/// <summary>Credentials that AssumeRole issued.</summary>
internal sealed record Session(string AccessKeyId, string Token, FakeRole Role, string AccountId, string Name, DateTimeOffset Expiration);
