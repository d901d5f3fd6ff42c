using AtRest.Core.Camunda.Rules;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Kms;

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
        var recovery = ColdRecovery.Of(context);
        foreach (var key in context.Keys)
        {
            yield return (recovery ?? Contradiction(context, reported, key) ?? Judge(context, key)) with { Resource = key.Arn.Value };
        }

        if (context.External is not { SecondaryKeyArn: null })
        {
            yield break;
        }

        if (reported.BackupContradiction is { } contradiction)
        {
            yield return Contradicted(context, $"{contradiction} No secondary key is declared.", reported, reported.BackupRegion);
        }
        else if (context.Cluster.BackupRegion is { } backup)
        {
            var addition = Addition(context, backup, $"Create a second key in {backup} (or a replica of a multi-Region primary key), attach it to the cluster, and declare it as secondaryKeyArn.");
            yield return Outcome.Fail($"The cluster has its backup in {backup}, but no secondary key is declared for that region.") with
            {
                Consequence = "Backups in the backup region have no key of the customer's: they are missing, or not encrypted as declared.",
                Remedy = addition.Remedy,
                RemedyCode = addition.Command,
            };
        }
    }

    /// <summary>Where the declaration itself is in doubt, it is no measure for the key: the finding says where the key is and what is contradicted.</summary>
    private static Outcome? Contradiction(RuleContext context, ReportedRegions reported, ClusterKey key)
    {
        var region = key.IsPrimary ? reported.Region : reported.BackupRegion;
        return (key.IsPrimary ? reported.RegionContradiction : reported.BackupContradiction) is { } contradiction
            ? Contradicted(context, $"{contradiction} The {key.Designation} is in {key.Arn.Region}.", reported, region is not null && SameRegion(region, key.Arn.Region) ? null : region)
            : null;
    }

    /// <param name="context">The cluster.</param>
    /// <param name="message">What contradicts what.</param>
    /// <param name="reported">Where Camunda's word comes from.</param>
    /// <param name="missingIn">The region in which Camunda's word asks for a key that is not there; null: none.</param>
    private static Outcome Contradicted(RuleContext context, string message, ReportedRegions reported, string? missingIn)
    {
        var isMissing = missingIn is not null && Present(context, missingIn) is null;
        var (remedy, command) = missingIn is null ? ("", null)
            : Addition(context, missingIn, $"If Camunda is right, the cluster needs a key in {missingIn}: create it, attach it to the cluster, which may take a new cluster, and declare it.");
        return Outcome.Fail(message) with
        {
            Consequence = isMissing
                ? $"If Camunda is right, the cluster has no key of the customer's in {missingIn}: AWS KMS serves keys only in their own region."
                : "The declaration is wrong about where the cluster's data lies.",
            Remedy = $"Compare the cluster's regions in the Camunda Console with the inventory and correct what is wrong there. {remedy}".TrimEnd(),
            RemedyCode = command,
            Evidence = reported.Reference is { } reference ? [reference] : [],
        };
    }

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
            (false, _, _) when key.Arn.Value == context.Keys[0].Arn.Value => Misplaced(context, "The secondary key is the primary key: a dual-region cluster needs a second, different key.", needed),
            (_, false, _) => Misplaced(context, $"The {key.Designation} is in {key.Arn.Region}, but the cluster needs it in {needed}.", needed),
            (_, _, { } arn) when !SameRegion(arn.Region, needed) =>
                Misplaced(context, $"The {key.Designation} is declared in {needed}, but AWS KMS says that it is {arn}.", needed) with { Evidence = [key.Evidence.Metadata.Reference] },
            (_, _, null) => Outcome.Pass($"By its ARN, the {key.Designation} is in {needed}, where the cluster needs it."),
            _ => Outcome.Pass($"The {key.Designation} is in {needed}, where the cluster needs it.") with { Evidence = [key.Evidence.Metadata.Reference] },
        };
    }

    private static KmsKeyArn? DescribedArn(ClusterKey key) =>
        key.Evidence.Metadata.TryGet(out var metadata, out _) && KmsKeyArn.TryParse(metadata.Arn, out var arn) ? arn : null;

    private static bool SameRegion(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static Outcome Misplaced(RuleContext context, string message, string needed)
    {
        var (remedy, command) = Addition(context, needed, $"If they are right, create a key in {needed} and attach it to the cluster, which may take a new cluster.");
        return Outcome.Fail(message) with
        {
            Consequence = "AWS KMS serves keys only in their own region: encryption and decryption fail.",
            Remedy = $"Check the declared region and ARN first. {remedy}",
            RemedyCode = command,
        };
    }

    /// <summary>How a region gets the key that it needs: by the declared key that is there already, or else by a new one.</summary>
    private static (string Remedy, string? Command) Addition(RuleContext context, string region, string create) =>
        Present(context, region) is { } present ? (present, null)
        : NewKey.In(context, region) is var addition ? ($"{create} {addition.Advice}", addition.Command)
        : default;

    /// <summary>What to do where a region needs a key and one of the declared keys is there already; null if none is.</summary>
    private static string? Present(RuleContext context, string region) => context.Keys.FirstOrDefault(key => SameRegion(key.Arn.Region, region)) is { } present
        ? $"Create no key in {region}: the declared {present.Designation} is there, {present.Arn.Value}. Compare the keys and regions of the cluster in the Camunda Console with the inventory, and declare that key as the one that the cluster uses in {region}."
        : null;
}
