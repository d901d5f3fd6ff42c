using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;

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

        var judgement = new OrganizationJudgement(evidence, organization, [account, .. path.Parents], Subject(context, key, organization.Id), context.External!.RoleArn);
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

    private static KeySubject Subject(RuleContext context, ClusterKey key, string organizationId) => new()
    {
        Key = key.Arn,
        Facts = KeyPolicySituations.FactsOf(key.Evidence),
        Moment = context.AuditedAt,
        OrganizationId = organizationId,
    };
}
