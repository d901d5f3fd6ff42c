using AtRest.Core.Aws.Evidence;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Evidence.Aws;

/// <summary>The keys that encrypt the record, in the evidence of batches and of some clusters.</summary>
public sealed class RecordKeyTests
{
    private const string Own = "arn:aws:kms:eu-central-1:111122223333:key/11111111-aaaa-4aaa-8aaa-111111111111";
    private const string Other = "arn:aws:kms:eu-central-1:111122223333:key/22222222-bbbb-4bbb-8bbb-222222222222";

    [Fact]
    public void Merge_KeyOfAClusterOfAnotherBatch_IsNotRepeated()
    {
        var first = new AwsSlice { Keys = [Key(Own)], RecordKeys = [RecordKey(Other, isRead: true)] };
        var second = new AwsSlice { Keys = [Key(Other)] };

        ((AwsSlice)first.Merge([first, second])).RecordKeys.ShouldBeEmpty();
    }

    [Fact]
    public void Merge_KeyOfTwoBatches_KeepsWhatWasRead()
    {
        var refused = new AwsSlice { RecordKeys = [RecordKey(Other, isRead: false)] };
        var read = new AwsSlice { RecordKeys = [RecordKey(Other, isRead: true)] };

        ((AwsSlice)refused.Merge([refused, read])).RecordKeys.ShouldHaveSingleItem().Policy.Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData(Other, true)]
    [InlineData(Own, false)]
    [InlineData(null, false)]
    public void Narrow_ToOneCluster_KeepsTheKeyOfItsRecordEvenIfItIsThatOfAnotherCluster(string? recordKey, bool isKept)
    {
        var slice = new AwsSlice
        {
            Keys = [Key(Own), Key(Other)],
            CloudTrail =
            [
                new CloudTrailEvidence
                {
                    AccountId = "111122223333",
                    Region = "eu-central-1",
                    Trails = Read(new TrailList([new Trail { Arn = "arn:aws:cloudtrail:eu-central-1:111122223333:trail/main", Name = "main", HomeRegion = "eu-central-1", KmsKeyId = recordKey }])),
                    EventDataStores = Read(new EventDataStoreList([])),
                },
            ],
        };

        ((AwsSlice)slice.Narrow(Organization(Own))).RecordKeys.Select(key => key.KeyArn).ShouldBe(isKept ? [Other] : []);
    }

    private static Organization Organization(string key) => new()
    {
        Id = "acme",
        Name = "Acme",
        Clusters =
        [
            new Cluster
            {
                Id = "c",
                Name = "c",
                Provider = CloudProvider.Aws,
                Region = "eu-central-1",
                Encryption = new DeclaredEncryption.External(Arn.TryParse("arn:aws:iam::444455556666:role/tenant", out var role) ? role : throw new InvalidOperationException(), KmsKeyArn.TryParse(key, out var arn) ? arn : throw new InvalidOperationException(), null),
            },
        ],
    };

    private static RecordKeyEvidence RecordKey(string arn, bool isRead) => new()
    {
        KeyArn = arn,
        Metadata = isRead ? Read(Metadata(arn)) : Refused<KmsKeyMetadata>(),
        Policy = isRead ? Read(new KeyPolicyText("{}")) : Refused<KeyPolicyText>(),
    };

    private static KmsKeyEvidence Key(string arn) => new()
    {
        KeyArn = arn,
        Metadata = Read(Metadata(arn)),
        Policy = Read(new KeyPolicyText("{}")),
        RotationStatus = Refused<KeyRotationStatus>(),
        Rotations = Refused<KeyRotations>(),
        Grants = Refused<KeyGrants>(),
        LastUsage = Refused<KeyLastUsage>(),
    };

    private static KmsKeyMetadata Metadata(string arn) => new() { Arn = arn, KeyId = arn.Split('/')[^1], KeyState = "Enabled" };

    private static Collected<T> Read<T>(T value)
        where T : class => new() { Source = "test", Resource = "test", CollectedAt = DateTimeOffset.UnixEpoch, Value = value };

    private static Collected<T> Refused<T>()
        where T : class => new() { Source = "test", Resource = "test", CollectedAt = DateTimeOffset.UnixEpoch, Absence = new Absence { Kind = AbsenceKind.Denied, Cause = "Refused." } };
}
