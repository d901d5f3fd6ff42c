using System.Collections.Immutable;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Organizations;

/// <summary>
/// No resource control policy keeps the cluster's role out, and no service control policy keeps the owner from changing the key policy
/// (https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html).
/// </summary>
internal sealed class OrganizationPolicyRule : KeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "ORG-1",
        Title = "No policy of AWS Organizations keeps the cluster or the owner from the key",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.External.On(CloudProvider.Aws),
    };

    /// <summary>A policy has at most 5,120 characters (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html).</summary>
    private const int MostRoles = 20;

    protected override Outcome Evaluate(RuleContext context, ClusterKey key)
    {
        var account = key.Arn.AccountId;
        if (OrganizationAccess.Of(context, account) is null)
        {
            return Outcome.NotApplicable(
                $"Policies of AWS Organizations were not checked: the inventory names no role that reads the policies for account {account} (aws[].organizations).");
        }

        var evidence = context.Evidence.Organization(account);
        if (!evidence.Organization.TryGet(out var organization, out _))
        {
            return evidence.Organization.Unread($"Which policies of AWS Organizations apply to account {account}");
        }

        if (organization.ManagementAccountId == account)
        {
            return Outcome.Pass($"Account {account} is the management account of {organization.Id}. Neither resource control policies nor service control policies apply to it.") with
            {
                Evidence = [evidence.Organization.Reference],
            };
        }

        if (!evidence.Path.TryGet(out var path, out var absence))
        {
            return absence.Kind != AbsenceKind.NotFound ? evidence.Path.Unread($"Which policies of AWS Organizations apply to account {account}")
                : Outcome.Unknown($"Account {account} is not in the organization {organization.Id}. Whether the policies of another organization apply to it could not be determined.") with
                {
                    Remedy = $"In the inventory, name a role in the management account of the organization that account {account} belongs to (aws[].organizations.roleArn). If the account is in no organization, remove 'organizations'.",
                    Evidence = [evidence.Organization.Reference, evidence.Path.Reference],
                };
        }

        var role = context.External!.RoleArn;
        var judgement = new OrganizationJudgement(evidence, organization, [account, .. path.Parents], Subject(context, key, organization.Id), role, OthersOf(context, key, role));
        return judgement.ToOutcome(key.Designation) with
        {
            Evidence =
            [
                evidence.Organization.Reference,
                evidence.Path.Reference,
                .. evidence.CallerPaths.Where(caller => caller.Resource == judgement.CallerResource).Select(caller => caller.Reference),
                .. evidence.Attached.Select(list => list.Reference),
                .. evidence.Policies.Select(policy => policy.Reference),
            ],
        };
    }

    /// <summary>The roles of the other clusters with keys in the account, or if there are very many, of those with this key: the line of the remedy is then the same in all their findings.</summary>
    private static ImmutableArray<Arn> OthersOf(RuleContext context, ClusterKey key, Arn role)
    {
        var all = context.Evidence.RolesOf(key.Arn).Concat(context.Evidence.RolesWithKeysIn(key.Arn.AccountId)).DistinctBy(other => other.Value, StringComparer.Ordinal).ToList();
        var chosen = all.Count <= MostRoles ? all : [.. context.Evidence.RolesOf(key.Arn)];
        return [.. chosen.Where(other => other.Value != role.Value).OrderBy(other => other.Value, StringComparer.Ordinal)];
    }

    private static KeySubject Subject(RuleContext context, ClusterKey key, string organizationId) => new()
    {
        Key = key.Arn,
        Facts = KeyPolicySituations.FactsOf(key.Evidence),
        Moment = context.AuditedAt,
        OrganizationId = organizationId,
    };
}
