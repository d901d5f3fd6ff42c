using System.Collections.Immutable;
using Amazon.Organizations;
using Amazon.Organizations.Model;
using AtRest.Collectors.Answers;
using AtRest.Collectors.Aws.Accounts;
using AtRest.Collectors.Aws.Clients;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Retries;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.KeyPolicies.Naming;
using Organization = AtRest.Core.Inventory.Organization;

namespace AtRest.Collectors.Aws.Organizations;

/// <summary>
/// Reads the policies of AWS Organizations that apply to the accounts of keys, with the role that the inventory names for it. What accounts share, such as the policies of the root, is read once in an audit.
/// </summary>
internal sealed class OrganizationCollector(ClientPool clients, EvidenceReader reader, AccountAccess access, Memo memo, CancellationToken cancellationToken)
{
    private const string Root = "ROOT";

    private readonly ClientPool clients = clients;
    private readonly EvidenceReader reader = reader;
    private readonly Memo memo = memo;
    private readonly CancellationToken cancellationToken = cancellationToken;

    /// <summary>Organizational units can be nested five levels deep (https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html). More than that is not followed.</summary>
    private const int DeepestPath = 10;

    public async Task<ImmutableArray<OrganizationEvidence>> CollectAsync(Organization organization, ImmutableArray<KmsKeyArn> keys)
    {
        var callers = organization.Clusters
            .Select(cluster => cluster.Encryption)
            .OfType<DeclaredEncryption.External>()
            .Select(external => external.RoleArn.AccountId)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .ToImmutableArray();
        var accounts = keys.DistinctBy(key => key.AccountId)
            .Select(key => (Key: key, Access: organization.Aws.FirstOrDefault(account => account.AccountId == key.AccountId && account.Organizations is not null)?.Organizations))
            .Where(account => account.Access is not null)
            .OrderBy(account => account.Key.AccountId, StringComparer.Ordinal);
        return [.. await Task.WhenAll(accounts.Select(account => AccountAsync(organization, account.Key, account.Access!, callers)))];
    }

    private async Task<OrganizationEvidence> AccountAsync(Organization organization, KmsKeyArn key, AwsOrganizationAccess role, ImmutableArray<string> callers)
    {
        var calls = new Calls(this, await access.OpenRoleAsync(organization, role, key.Region), RegionOf(key.Partition), key.AccountId);
        var (described, path) = (calls.OrganizationAsync(), calls.PathAsync());
        var evidence = new OrganizationEvidence { AccountId = key.AccountId, Organization = await described, Path = await path };

        // The role's account belongs to the owner's organization only if Camunda's role was declared wrongly, or in a test.
        evidence = evidence with { CallerPaths = [.. await Task.WhenAll(callers.Select(calls.CallerPathAsync))] };
        if (evidence.Path.Value is not { } way)
        {
            return evidence;
        }

        var attached = await Task.WhenAll(
            from target in way.Parents.Prepend(key.AccountId) from type in Enum.GetValues<OrganizationPolicyType>() select calls.AttachedAsync(target, type));
        var policies = attached.SelectMany(list => list.Value?.PolicyIds ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        return evidence with { Attached = [.. attached], Policies = [.. await Task.WhenAll(policies.Select(calls.PolicyAsync))] };
    }

    /// <summary>AWS Organizations has one endpoint in a partition (https://docs.aws.amazon.com/general/latest/gr/ao.html).</summary>
    private static string RegionOf(string partition) => partition switch
    {
        "aws-cn" => "cn-northwest-1",
        "aws-us-gov" => "us-gov-west-1",
        _ => "us-east-1",
    };

    /// <summary>The calls for one account.</summary>
    private sealed class Calls(OrganizationCollector collector, AccountSession session, string region, string accountId)
    {
        private readonly CancellationToken cancellationToken = collector.cancellationToken;

        private AmazonOrganizationsClient Client => collector.clients.Organizations(session, region);

        public Task<Collected<AwsOrganization>> OrganizationAsync() => ReadAsync("DescribeOrganization", accountId, "", async () =>
        {
            var response = await Client.DescribeOrganizationAsync(new DescribeOrganizationRequest(), cancellationToken);
            return new AwsOrganization(response.Organization!.Id!, response.Organization.MasterAccountId!);
        });

        public Task<Collected<OrganizationPath>> PathAsync() => ReadAsync("ListParents", accountId, accountId, async () =>
        {
            var parents = ImmutableArray.CreateBuilder<string>();
            for (var child = accountId; parents.Count < DeepestPath;)
            {
                var parent = await ParentAsync(child);
                parents.Add(child = parent.Id!);
                if (parent.Type == Root)
                {
                    return new OrganizationPath(parents.ToImmutable());
                }
            }

            // Policies of levels that were not read can deny.
            throw new WrongAnswerException($"The root of the organization is not among the first {DeepestPath} parents of the account.");
        });

        public Task<Collected<OrganizationPath>> CallerPathAsync(string caller) =>
            ReadAsync("ListParents", $"{accountId} {caller}", $"caller {caller}", async () => new OrganizationPath([(await ParentAsync(caller)).Id!]));

        public Task<Collected<AttachedPolicies>> AttachedAsync(string target, OrganizationPolicyType type) =>
            ReadAsync("ListPoliciesForTarget", $"{accountId} {target} {WireWord.Of(type)}", $"{target} {type}", async () =>
            {
                var policies = await collector.clients.Listing.ReadAllAsync(async (marker, token) =>
                {
                    var response = await Client.ListPoliciesForTargetAsync(new ListPoliciesForTargetRequest { TargetId = target, Filter = WireWord.Of(type), NextToken = marker }, token);
                    return new Page<PolicySummary>(response.Policies!, response.NextToken, response.ContentLength);
                }, cancellationToken);
                return new AttachedPolicies(target, type, [.. policies.Select(policy => policy.Id!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);
            });

        public Task<Collected<OrganizationPolicy>> PolicyAsync(string id) => ReadAsync("DescribePolicy", $"{accountId} {id}", id, async () =>
        {
            var response = await Client.DescribePolicyAsync(new DescribePolicyRequest { PolicyId = id }, cancellationToken);
            return new OrganizationPolicy(id, response.Policy!.PolicySummary?.Name, response.Policy.Content!);
        });

        private Task<Parent> ParentAsync(string child) => collector.memo.GetAsync($"parent {session.Identity} {child}", async () =>
            (await Client.ListParentsAsync(new ListParentsRequest { ChildId = child }, cancellationToken)).Parents![0]);

        /// <param name="operation">The operation.</param>
        /// <param name="resource">The resource of the evidence, which begins with the account.</param>
        /// <param name="subject">What the response depends on: the response for it is shared by all accounts.</param>
        /// <param name="ask">Makes the calls.</param>
        private Task<Collected<T>> ReadAsync<T>(string operation, string resource, string subject, Func<Task<T>> ask)
            where T : class => collector.reader.ReadUnsharedAsync(
                session, $"organizations:{operation}", resource, () => collector.memo.GetAsync($"{operation} {session.Identity} {subject}", ask), cancellationToken);
    }
}
