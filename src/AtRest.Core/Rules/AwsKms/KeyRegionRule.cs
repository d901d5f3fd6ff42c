using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Rules.AwsKms;

/// <summary>Primary key in the cluster's region, secondary key in its backup region (https://docs.camunda.io/docs/components/saas/byok/aws-external-encryption-setup/). Holds for the declared ARNs even where AWS cannot be read.</summary>
internal sealed class KeyRegionRule : IRule
{
    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "KMS-4",
        Title = "The keys are in the regions of the cluster and of its backup",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var reported = new ReportedRegions(context);
        foreach (var key in context.Keys)
        {
            yield return (Contradiction(reported, key) ?? Judge(context, key)) with { Resource = key.Arn.Value };
        }

        if (context.External is not { SecondaryKeyArn: null })
        {
            yield break;
        }

        if (reported.BackupContradiction is { } contradiction)
        {
            yield return Contradicted($"{contradiction} No secondary key is declared.", reported, reported.BackupRegion);
        }
        else if (context.Cluster.BackupRegion is { } backup)
        {
            yield return Outcome.Fail($"The cluster has its backup in {backup}, but no secondary key is declared for that region.") with
            {
                Consequence = "Backups in the backup region have no key of the customer's: they are missing, or not encrypted as declared.",
                Remedy = $"Create a second key in {backup} (or a replica of a multi-Region primary key), attach it to the cluster, and declare it as secondaryKeyArn.",
                RemedyCode = AwsCli.Command("kms", "create-key", "--region", backup),
            };
        }
    }

    /// <summary>Where the declaration itself is in doubt, it is no measure for the key: the finding says where the key is and what is contradicted.</summary>
    private static Outcome? Contradiction(ReportedRegions reported, ClusterKey key)
    {
        var region = key.IsPrimary ? reported.Region : reported.BackupRegion;
        return (key.IsPrimary ? reported.RegionContradiction : reported.BackupContradiction) is { } contradiction
            ? Contradicted($"{contradiction} The {key.Designation} is in {key.Arn.Region}.", reported, region is not null && SameRegion(region, key.Arn.Region) ? null : region)
            : null;
    }

    /// <param name="message">What contradicts what.</param>
    /// <param name="reported">Where Camunda's word comes from.</param>
    /// <param name="missingIn">The region in which Camunda's word asks for a key that is not there; null: none.</param>
    private static Outcome Contradicted(string message, ReportedRegions reported, string? missingIn) => Outcome.Fail(message) with
    {
        Consequence = missingIn is null
            ? "The declaration is wrong about where the cluster's data lies."
            : $"If Camunda is right, the cluster has no key of the customer's in {missingIn}: AWS KMS serves keys only in their own region.",
        Remedy = "Compare the cluster's regions in the Camunda Console with the inventory and correct what is wrong there."
            + (missingIn is null ? "" : $" If Camunda is right, the cluster needs a key in {missingIn}: create it, attach it to the cluster, which may take a new cluster, and declare it."),
        RemedyCode = missingIn is null ? null : AwsCli.Command("kms", "create-key", "--region", missingIn),
        Evidence = reported.Reference is { } reference ? [reference] : [],
    };

    private static Outcome Judge(RuleContext context, ClusterKey key)
    {
        var needed = key.IsPrimary ? context.Cluster.Region : context.Cluster.BackupRegion;
        if (needed is null)
        {
            return Outcome.Fail("A secondary key is declared, but the cluster has no backup region: a single-region cluster has one key.") with
            {
                Consequence = "The declaration does not fit the cluster; a key that no cluster needs costs money and can be mistaken for one that is needed.",
                Remedy = "Declare the cluster's backupRegion if it has one, else remove secondaryKeyArn from the inventory.",
            };
        }

        var described = DescribedArn(key);
        return (key.IsPrimary, SameRegion(key.Arn.Region, needed), described) switch
        {
            (false, _, _) when key.Arn.Value == context.Keys[0].Arn.Value => Misplaced("The secondary key is the primary key: a dual-region cluster needs a second, different key.", needed),
            (_, false, _) => Misplaced($"The {key.Designation} is in {key.Arn.Region}, but the cluster needs it in {needed}.", needed),
            (_, _, { } arn) when !SameRegion(arn.Region, needed) =>
                Misplaced($"The {key.Designation} is declared in {needed}, but AWS KMS says that it is {arn}.", needed) with { Evidence = [key.Evidence.Metadata.Reference] },
            (_, _, null) => Outcome.Pass($"By its ARN, the {key.Designation} is in {needed}, where the cluster needs it."),
            _ => Outcome.Pass($"The {key.Designation} is in {needed}, where the cluster needs it.") with { Evidence = [key.Evidence.Metadata.Reference] },
        };
    }

    private static KmsKeyArn? DescribedArn(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.Arn, out var arn) ? arn : null;

    private static bool SameRegion(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Outcome Misplaced(string message, string needed) => Outcome.Fail(message) with
    {
        Consequence = "AWS KMS serves keys only in their own region: encryption and decryption fail.",
        Remedy = $"Check the declared region and ARN first. If they are right, create a key in {needed} and attach it to the cluster, which may take a new cluster.",
        RemedyCode = AwsCli.Command("kms", "create-key", "--region", needed),
    };
}
