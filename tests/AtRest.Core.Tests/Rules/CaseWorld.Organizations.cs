using System.Collections.Immutable;
using System.Text.Json.Nodes;
using AtRest.Core.Aws.Evidence;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Tests.Rules;

/// <summary>
/// The policies of AWS Organizations in a case: <c>"organizations": {…}</c> is merged over <c>healthy-aws-organization.json</c>. Without it, none were read. A policy is a <c>document</c>, or a <c>text</c> that does not have
/// to be a policy.
/// </summary>
internal sealed partial class CaseWorld
{
    private ImmutableArray<OrganizationEvidence> Organizations(KmsKeyArn? key, string? caller)
    {
        if (key is null || json["organizations"] is not JsonObject organizations)
        {
            return [];
        }

        var account = key.AccountId;
        return
        [
            new OrganizationEvidence
            {
                AccountId = account,
                Organization = Collect<AwsOrganization>(organizations["organization"], "organizations:DescribeOrganization", account),
                Path = Collect<OrganizationPath>(organizations["path"], "organizations:ListParents", account),
                CallerPaths = [Collect<OrganizationPath>(organizations["caller"], "organizations:ListParents", $"{account} {caller}")],
                Attached = [.. organizations["attached"]!.AsObject().Select(list => Collect<AttachedPolicies>(list.Value, "organizations:ListPoliciesForTarget", $"{account} {list.Key}"))],
                Policies =
                [
                    .. organizations["policies"]!.AsObject().Select(policy => policy.Value!["absent"] is not null
                        ? Collect<OrganizationPolicy>(policy.Value, "organizations:DescribePolicy", $"{account} {policy.Key}")
                        : Collect(
                            new OrganizationPolicy(policy.Key, policy.Value["name"]?.GetValue<string>(), policy.Value["text"]?.GetValue<string>() ?? policy.Value["document"]!.ToJsonString()),
                            "organizations:DescribePolicy",
                            $"{account} {policy.Key}")),
                ],
            },
        ];
    }
}
