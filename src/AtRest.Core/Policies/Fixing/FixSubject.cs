using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;

namespace AtRest.Core.Policies.Fixing;

/// <summary>What a policy is mended for: the key, the cluster's role, and what else the rules look at.</summary>
internal sealed record FixSubject
{
    public required KmsKeyArn Key { get; init; }

    public required Arn Role { get; init; }

    /// <summary>As for the audit; a policy that is mended by itself has not collected them.</summary>
    public required Collected<KeyGrants> Grants { get; init; }

    public required Collected<KmsKeyMetadata> Metadata { get; init; }

    /// <summary>The moment to judge by.</summary>
    public required DateTimeOffset Moment { get; init; }

    public ImmutableArray<KeyGrant> KnownGrants => Grants.Value?.Items ?? [];

    public Access.KeyPolicyReading Read(string text) => Access.KeyPolicyReading.Of(Key, Metadata.Value, text);

    public string OwnerRoot => Access.Principals.RootOf(Key.Partition, Key.AccountId);
}
