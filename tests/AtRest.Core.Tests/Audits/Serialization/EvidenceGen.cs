using System.Collections.Immutable;
using AtRest.Core.Audits;
using AtRest.Core.Audits.History;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Camunda.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;
using CsCheck;

namespace AtRest.Core.Tests.Audits.Serialization;

/// <summary>Random evidence of every shape.</summary>
internal static class EvidenceGen
{
    private static readonly string[] Odd = ["ü😀", "</script>", "a\"b\\c\n\t", "\u2028\u0000", "\ud800 half"];

    private static readonly Gen<string> Word = Gen.OneOf(Gen.String[Gen.Char.AlphaNumeric, 1, 12], Gen.OneOf(Array.ConvertAll(Odd, Gen.Const)));

    private static readonly Gen<string?> MaybeWord = Gen.Null(Word);

    private static readonly Gen<DateTimeOffset> Moment = Gen.DateTimeOffset;

    private static readonly Gen<KmsKeyArn> KeyArn = Gen.Int[0, 1_000_000_000].Select(number => KmsKeyArn.Parse($"arn:aws:kms:eu-west-1:111122223333:key/{number}"));

    private static readonly Gen<Arn> RoleArn = Gen.String[Gen.Char.AlphaNumeric, 1, 12].Select(name => Arn.TryParse($"arn:aws:iam::444455556666:role/{name}", out var arn) ? arn : throw new FormatException(name));

    private static readonly Gen<DeclaredEncryption> Encryption = Gen.OneOf<DeclaredEncryption>(
        Gen.Const<DeclaredEncryption>(new DeclaredEncryption.Provider()),
        MaybeWord.Select(key => (DeclaredEncryption)new DeclaredEncryption.Software(key)),
        MaybeWord.Select(key => (DeclaredEncryption)new DeclaredEncryption.Hardware(key)),
        Gen.Select(RoleArn, KeyArn, Gen.Null(KeyArn), (role, primary, secondary) => (DeclaredEncryption)new DeclaredEncryption.External(role, primary, secondary)));

    private static readonly Gen<Cluster> Cluster = Gen.Select(Gen.Guid, Word, MaybeWord, Gen.Enum<CloudProvider>(), Encryption, (id, name, text, provider, encryption) =>
        new Cluster { Id = id.ToString(), Name = name, Stage = text, Provider = provider, Region = "r", BackupRegion = text, Encryption = encryption });

    private static readonly Gen<Waiver> Waiver = Gen.Select(Word, Word, Gen.Date, (rule, text, day) =>
        new Waiver { Rule = rule, Cluster = text, Reason = text, Owner = text, ApprovedBy = text, Expires = DateOnly.FromDateTime(day) });

    private static readonly Gen<Organization> Organization = Gen.Select(Word, MaybeWord, List(Cluster), List(Waiver), (name, text, clusters, waivers) => new Organization
    {
        Id = name,
        Name = name,
        Plan = text,
        Camunda = text is null ? null : new CamundaAccess { ClientIdVariable = text, ClientSecretVariable = name },
        Aws = [new AwsAccount { AccountId = name, AuditRoleArn = text, ExternalId = text }],
        Clusters = clusters,
        Waivers = waivers,
    });

    private static readonly Gen<KeyGrant> Grant = Gen.Select(Word, MaybeWord, List(Word), (name, text, words) => new KeyGrant
    {
        GrantId = text,
        GranteePrincipal = name,
        Operations = words,
        EncryptionContextEquals = text is null ? null : words.Distinct().ToImmutableSortedDictionary(word => word, _ => text, StringComparer.Ordinal),
    });

    private static readonly Gen<KmsKeyEvidence> Key = Gen.Select(KeyArn, Word, MaybeWord, Moment, List(Grant), (arn, name, text, at, grants) => new KmsKeyEvidence
    {
        KeyArn = arn.Value,
        Metadata = Collected(at, text is null ? null : new KmsKeyMetadata { Arn = arn.Value, KeyId = arn.KeyId, KeyState = name, KeySpec = text, DeletionDate = at }),
        Policy = Collected(at, text is null ? null : new KeyPolicyText(text)),
        RotationStatus = Collected(at, new KeyRotationStatus { Enabled = true, RotationPeriodInDays = 365, NextRotationDate = at }),
        Rotations = Collected(at, new KeyRotations([new KeyRotation(at, name)])),
        Grants = Collected(at, new KeyGrants(grants)),
        LastUsage = Collected<KeyLastUsage>(at, null),
    });

    public static Gen<AuditEvidence> Evidence { get; } = Gen.Select(Word, Moment, Organization, List(Key), Gen.Int[1, 4000], (name, at, organization, keys, days) => new AuditEvidence
    {
        SchemaVersion = AuditEvidence.CurrentSchemaVersion,
        AuditId = name,
        AuditedAt = at,
        Parameters = new AuditParameters { RetentionDays = days },
        Demo = days % 3 == 0,
        OrderedBy = days % 5 == 0 ? null : new AuditOrderer { Cause = (OrderCause)(days % 4), Name = name, Detail = name },
        InventorySha256 = days % 5 == 0 ? null : name,
        Organization = organization with { Clusters = [.. organization.Clusters.DistinctBy(cluster => cluster.Id)] },
        LeftOut = [name],
        NotEvaluated = [new NotEvaluatedCluster { ClusterId = name, Cause = name }],
        Previous = days % 2 == 0 ? null : new PreviousAudit
        {
            ReportId = name,
            GeneratedAt = at,
            Clusters = [new PreviousCluster { Id = name, Name = name, DeclaredType = EncryptionType.None, Verdict = Verdict.Indeterminate, Findings = [new PreviousFinding { RuleId = name, Status = FindingStatus.NotApplicable }] }],
            KeyPolicies = [new ReportedKeyPolicy { KeyArn = name, Sha256 = name, Policy = name }],
            Trend = days % 3 == 0 ? null : [new TrendPoint { GeneratedAt = at, Compliant = days, NonCompliant = 1, Indeterminate = 2, Critical = 3, High = 4, Medium = 5, Low = 6, Unknown = 7 }],
        },
        SharedKeys = [new SharedKey { KeyArn = name, Clusters = [name], ForeignClusters = days }],
        Clouds = new CloudEvidence(new AwsSlice
        {
            Keys = [.. keys.DistinctBy(key => key.KeyArn)],
            KeyUses = [.. keys.DistinctBy(key => key.KeyArn).Select(key => Use(key.KeyArn, name, at, days))],
        })
        {
            Readers = [new AccountReader { Cloud = "aws", Account = name, Identity = days % 2 == 0 ? null : name, Source = name, Detail = days % 2 == 0 ? name : null }],
        },
    });

    private static KeyUseEvidence Use(string keyArn, string name, DateTimeOffset at, int number) => new()
    {
        KeyArn = keyArn,
        Events = Collected(at, new KeyEvents(
        [
            new KeyEvent
            {
                Id = name,
                Time = at,
                Name = name,
                Type = number % 2 == 0 ? null : name,
                ErrorCode = number % 3 == 0 ? null : name,
                Caller = new EventCaller { Type = name, AccountId = name, Arn = number % 2 == 0 ? name : null, PrincipalId = name, RoleArn = name, InvokedBy = number % 5 == 0 ? name : null },
                SourceAddress = name,
                SharedEventId = name,
                EncryptionContext = number % 2 == 0 ? null : ImmutableSortedDictionary<string, string>.Empty.Add(name, name),
                Grantee = number % 7 == 0 ? name : null,
            },
        ])
        {
            Requested = number,
            HasMore = number % 2 == 0,
        }),
        LastUse = Collected<KeyEvents>(at, null),
    };

    private static Collected<T> Collected<T>(DateTimeOffset at, T? value)
        where T : class => new()
        {
            Source = "kms:Call",
            Resource = "r",
            CollectedAt = at,
            Value = value,
            Sha256 = value is null ? null : EvidenceHash.OfValue(value),
            Absence = value is null ? new Absence { Kind = AbsenceKind.Denied, Cause = "c", ErrorCode = "AccessDeniedException" } : null,
        };

    private static Gen<ImmutableArray<T>> List<T>(Gen<T> item) => item.Array[0, 3].Select(items => items.ToImmutableArray());
}
