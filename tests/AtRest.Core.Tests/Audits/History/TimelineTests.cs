using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Timeline;
using AtRest.Core.Evidence;
using AtRest.Core.Tests.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Audits.History;

/// <summary>The life of a key and a cluster, from the record of CloudTrail and from comparisons of reports.</summary>
public sealed class TimelineTests
{
    private const string Key = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";
    private const string Stranger = "arn:aws:iam::111122223333:user/contractor";

    private static readonly AuditEvidence Evidence = CaseWorld.With([]);

    private static DateTimeOffset Now => Evidence.AuditedAt;

    [Theory]
    [InlineData("PutKeyPolicy", TimelineKind.Policy)]
    [InlineData("CreateGrant", TimelineKind.Grant)]
    [InlineData("RevokeGrant", TimelineKind.Grant)]
    [InlineData("RotateKeyOnDemand", TimelineKind.Rotation)]
    [InlineData("DisableKeyRotation", TimelineKind.Rotation)]
    [InlineData("DisableKey", TimelineKind.Key)]
    [InlineData("ScheduleKeyDeletion", TimelineKind.Key)]
    public void Record_ChangeOfTheKey_IsAnEventWithItsActor(string operation, TimelineKind kind)
    {
        var found = Of(Event(operation, "e1")).ShouldHaveSingleItem();

        found.ShouldSatisfyAllConditions(
            () => found.Kind.ShouldBe(kind),
            () => found.Operation.ShouldBe(operation),
            () => found.Resource.ShouldBe(Key),
            () => found.Actor.ShouldBe(Stranger),
            () => found.SourceAddress.ShouldBe("192.0.2.1"),
            () => found.EventId.ShouldBe("e1"),
            () => found.ReportId.ShouldBeNull(),
            () => found.Message.ShouldBe($"{operation} by {Stranger} from 192.0.2.1."));
    }

    [Theory]
    [InlineData("Decrypt")]
    [InlineData("DescribeKey")]
    [InlineData("ListGrants")]
    public void Record_UseOrReading_IsLeftOut(string operation) => Of(Event(operation, "e1")).ShouldBeEmpty();

    [Fact]
    public void Record_CallThatFailed_IsLeftOut() => Of(Event("PutKeyPolicy", "e1") with { ErrorCode = "AccessDenied" }).ShouldBeEmpty();

    [Fact]
    public void Record_GrantsOfTheRoleAndOfServices_AreLeftOut()
    {
        var role = new EvidenceIndex(Evidence).RolesOf(KmsKeyArn.Parse(Key)).First().Value;

        Of(
            Event("CreateGrant", "e1") with { Caller = new EventCaller { Type = "AssumedRole", RoleArn = role } },
            Event("RetireGrant", "e2") with { Caller = new EventCaller { Type = "AWSService", InvokedBy = "ec2.amazonaws.com" } }).ShouldBeEmpty();
        Of(Event("PutKeyPolicy", "e3") with { Caller = new EventCaller { Type = "AssumedRole", RoleArn = role, PrincipalId = "AROA:x" } }).ShouldHaveSingleItem().Actor.ShouldBe("AROA:x");
    }

    /// <summary>The form in which CloudTrail names a caller of another account.</summary>
    [Fact]
    public void Record_GrantsOfAnotherAccount_AreLeftOutIfTheyAreTheRoles()
    {
        var role = new EvidenceIndex(Evidence).RolesOf(KmsKeyArn.Parse(Key)).First();

        Of(Event("CreateGrant", "e1") with { Caller = new EventCaller { Type = "AWSAccount", AccountId = role.AccountId, PrincipalId = "AROAEXAMPLE:session" } }).ShouldBeEmpty();
        Of(Event("CreateGrant", "e2") with { SourceAddress = null, Caller = new EventCaller { Type = "AWSAccount", AccountId = "999988887777", PrincipalId = "AROASTRANGER:job" } })
            .ShouldHaveSingleItem().Message.ShouldBe("CreateGrant by account 999988887777 (unique ID AROASTRANGER:job).");
        Of(Event("CreateGrant", "e3") with { SourceAddress = null, Caller = new EventCaller { AccountId = "999988887777", InvokedBy = "ec2.amazonaws.com" } })
            .ShouldHaveSingleItem().Message.ShouldBe("CreateGrant by ec2.amazonaws.com for account 999988887777.");
    }

    [Fact]
    public void Record_GrantWithGrantee_NamesIt() => Of(Event("CreateGrant", "e1") with { Grantee = "arn:aws:iam::999988887777:root", SourceAddress = null, Caller = new EventCaller() })
        .ShouldHaveSingleItem().Message.ShouldBe("CreateGrant for arn:aws:iam::999988887777:root by AWS KMS.");

    /// <summary>Only calls after the report before can have made the difference.</summary>
    [Fact]
    public void Policy_ChangedSinceTheReportBefore_HasTheActorsOfTheRecord()
    {
        var change = new ReportChange { Kind = ChangeKind.KeyPolicy, Resource = Key, Before = "a", After = "b", Message = "The policy was changed.", Difference = "+ x" };
        var previous = Histories.Previous() with { GeneratedAt = Now.AddDays(-1) };

        var index = new EvidenceIndex(With(Event("PutKeyPolicy", "e1") with { Time = Now.AddHours(-2) }, Event("PutKeyPolicy", "e0") with { Time = Now.AddDays(-3), Caller = new EventCaller { Arn = "arn:aws:iam::111122223333:user/earlier" } }) with { Previous = previous });

        var compared = KeyTimeline.OfPolicies(index, "report-1", [change], KeyTimeline.Of(index, KmsKeyArn.Parse(Key))).ShouldHaveSingleItem();

        compared.ShouldSatisfyAllConditions(
            () => compared.Kind.ShouldBe(TimelineKind.Policy),
            () => compared.At.ShouldBe(Now),
            () => compared.Actor.ShouldBe(Stranger),
            () => compared.Before.ShouldBe("a"),
            () => compared.After.ShouldBe("b"),
            () => compared.Difference.ShouldBe("+ x"));
    }

    [Fact]
    public void Policy_ChangedWithoutARecord_HasNoActorAndNoLongDifference()
    {
        var change = new ReportChange { Kind = ChangeKind.KeyPolicy, Resource = Key, Message = "The policy was changed.", Difference = new string('x', 5000) };

        var compared = KeyTimeline.OfPolicies(new EvidenceIndex(With()), "report-1", [change], []).ShouldHaveSingleItem();

        compared.Actor.ShouldBeNull();
        compared.Difference.ShouldBeNull();
    }

    /// <summary>The record of the next audit has most events again.</summary>
    [Fact]
    public void Continue_WithKnownEvents_HasEachOnceInOrderAndKeepsTheNewest()
    {
        TimelineEvent[] events = [.. Enumerable.Range(0, 5).Select(number => new TimelineEvent { At = Now.AddHours(number), Kind = TimelineKind.Key, Resource = Key, EventId = $"e{number}", Message = "" })];
        var verdict = new TimelineEvent { At = Now.AddHours(2.5), Kind = TimelineKind.Verdict, ReportId = "r", Message = "" };

        var timeline = ClusterTimeline.Continue([events[0], events[1], events[2], verdict], [events[4], events[2], events[3], verdict], most: 4);

        timeline.Select(item => item.EventId ?? item.ReportId).ShouldBe(["e2", "r", "e3", "e4"]);
    }

    [Fact]
    public void Key_WithRotations_HasItsCreationAndEachRotationOnce()
    {
        var rotations = new KeyRotations([new KeyRotation(Now.AddDays(-400), "AUTOMATIC"), new KeyRotation(Now.AddDays(-35), "ON_DEMAND"), new KeyRotation(Now.AddDays(-20), "NEW_KIND"), new KeyRotation(Now.AddHours(-3), "AUTOMATIC")]);
        var evidence = With(Event("RotateKey", "e1") with { Time = Now.AddHours(-2.9), SourceAddress = null, Caller = new EventCaller { InvokedBy = "kms.amazonaws.com" } });
        var key = evidence.Clouds.Aws.Keys.Single(one => one.KeyArn == Key);
        evidence = evidence with
        {
            Clouds = evidence.Clouds.With(evidence.Clouds.Aws with
            {
                Keys = [.. evidence.Clouds.Aws.Keys.Where(one => one.KeyArn != Key), key with { Rotations = key.Rotations with { Value = rotations, Absence = null, Sha256 = EvidenceHash.OfValue(rotations) } }],
            }),
        };

        var found = KeyTimeline.Of(new EvidenceIndex(evidence), KmsKeyArn.Parse(Key)).OrderBy(item => item.At).ToList();

        found.Select(item => (item.Kind, item.Message)).ShouldBe(
        [
            .. key.Metadata.Value!.CreationDate is { } created && created < Now.AddDays(-400) ? [(TimelineKind.Key, "The key was created.")] : Array.Empty<(TimelineKind, string)>(),
            (TimelineKind.Rotation, "The key was rotated automatically."),
            (TimelineKind.Rotation, "The key was rotated on demand."),
            (TimelineKind.Rotation, "The key was rotated."),
            (TimelineKind.Rotation, "RotateKey by kms.amazonaws.com."),
        ]);
    }

    /// <summary>Two rotations have no ID, so their times tell them apart.</summary>
    [Fact]
    public void Continue_EventsWithoutIds_AreToldApartByTheirTimes()
    {
        TimelineEvent[] rotations = [.. Enumerable.Range(0, 2).Select(number => new TimelineEvent { At = Now.AddDays(number), Kind = TimelineKind.Rotation, Resource = Key, Message = "" })];

        ClusterTimeline.Continue([.. rotations], [.. rotations], most: 9).Length.ShouldBe(2);
    }

    /// <summary>The events of the record.</summary>
    private static ImmutableArray<TimelineEvent> Of(params KeyEvent[] events) => [.. KeyTimeline.Of(new EvidenceIndex(With(events)), KmsKeyArn.Parse(Key)).Where(item => item.EventId is not null)];

    private static AuditEvidence With(params KeyEvent[] events) => Evidence with
    {
        Clouds = Evidence.Clouds.With(Evidence.Clouds.Aws with { KeyUses = [new KeyUseEvidence { KeyArn = Key, Events = Read(new KeyEvents([.. events])), LastUse = Read(new KeyEvents([])) }] }),
    };

    private static Collected<KeyEvents> Read(KeyEvents events) => new() { Source = "cloudtrail:LookupEvents", Resource = Key, CollectedAt = Now, Value = events, Sha256 = EvidenceHash.OfValue(events) };

    private static KeyEvent Event(string operation, string id) => new()
    {
        Id = id,
        Time = Now.AddHours(-1),
        Name = operation,
        Caller = new EventCaller { Type = "IAMUser", Arn = Stranger },
        SourceAddress = "192.0.2.1",
    };
}
