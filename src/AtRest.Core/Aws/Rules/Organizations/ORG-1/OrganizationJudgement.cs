using System.Collections.Immutable;
using AtRest.Core.Aws.Evidence;
using AtRest.Core.Aws.Rules.KeyPolicy;
using AtRest.Core.Evidence;
using AtRest.Core.Naming;
using AtRest.Core.Rules;
using AtRest.KeyPolicies;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Core.Aws.Rules.Organizations;

/// <summary>What the policies of an organization mean for one key and one cluster's role.</summary>
internal sealed class OrganizationJudgement
{
    private const int LongestQuote = 1500;

    private readonly OrganizationEvidence evidence;
    private readonly ImmutableArray<string> targets;
    private readonly KeySubject subject;
    private readonly Arn role;
    private readonly ImmutableArray<Arn> others;
    private readonly List<string> denied = [];
    private readonly List<string> locked = [];
    private readonly List<string> open = [];
    private readonly List<PolicyStatement> toExempt = [];
    private ImmutableArray<string> chosen = [];
    private int judged;

    /// <param name="evidence">What was read.</param>
    /// <param name="organization">The organization.</param>
    /// <param name="targets">The account, the units above it, and the root.</param>
    /// <param name="subject">The key.</param>
    /// <param name="role">The cluster's role.</param>
    /// <param name="others">The roles of other clusters to which the same policies apply: a remedy exempts them, too.</param>
    public OrganizationJudgement(OrganizationEvidence evidence, AwsOrganization organization, ImmutableArray<string> targets, KeySubject subject, Arn role, ImmutableArray<Arn> others)
    {
        (this.evidence, this.targets, this.subject, this.role, this.others) = (evidence, targets, subject, role, others);
        JudgeResourceControl(organization.Id);
        JudgeServiceControl();
    }

    /// <summary>The resource of the evidence about the account of the cluster's role.</summary>
    public string CallerResource => $"{evidence.AccountId} {role.AccountId}";

    public Outcome ToOutcome(string designation)
    {
        var account = evidence.AccountId;
        var further = open.Count == 0 ? "" : $" {string.Join(' ', open)}";
        var roles = others.Add(role).OrderBy(exempt => exempt.Value, StringComparer.Ordinal).ToList();
        var exemption = toExempt.Count == 0 ? null : PolicyPatch.Exemption(
            [.. roles.Select(exempt => exempt.Value), .. roles.Select(Principals.InfrastructureOf).Distinct(StringComparer.Ordinal)], toExempt);
        if (denied.Count > 0)
        {
            return Outcome.Fail($"Policies of AWS Organizations keep the cluster's role {role.Value} from using the {designation}, whatever the key policy allows. {string.Join(' ', denied.Concat(locked))}{further}") with
            {
                Consequence = "Without access to its key, a cluster cannot start, and a running cluster freezes: reads, writes and backups hang until the policy is changed.",
                Remedy = Exempt + (locked.Count > 0 ? $" {Unlock}" : ""),
                RemedyCode = exemption,
                RemedyCodeUse = "Add the following line to the Condition.",
            };
        }

        if (locked.Count > 0)
        {
            return Outcome.Fail($"Policies of AWS Organizations keep every principal in account {account} from changing the policy of the {designation}. {string.Join(' ', locked)}{further}") with
            {
                Consequence = "The key policy cannot be corrected while these policies are in force. The cluster's access can be neither given nor removed.",
                Remedy = Unlock,
            };
        }

        return open.Count > 0
            ? Outcome.Unknown($"Whether policies of AWS Organizations restrict the use or the administration of the {designation} could not be determined.{further}") with
            {
                Remedy = toExempt.Count > 0 ? Exempt : "Read the policies that are named here. Give the role in the inventory (aws[].organizations) the permissions that are missing, then audit again.",
                RemedyCode = exemption,
                RemedyCodeUse = exemption is null ? null : "Add the following line to the Condition.",
            }
            : Outcome.Pass(
                $"None of the {judged} policies of AWS Organizations that apply to account {account} keeps the cluster's role from using the {designation}, or keeps the owner from changing its policy."
                + ChosenConditions.Sentence(chosen));
    }

    private const string Exempt =
        "In the management account, exempt the roles of the clusters with keys in this account, and the role with which EC2 decrypts their volumes, from each named Deny of a resource control policy. A condition with "
        + "aws:PrincipalArn exempts only these roles: all other callers stay denied, and the key policy still decides what the roles can do.";

    private const string Unlock = "In the management account, change the named service control policies so that an administrator of the account can call kms:PutKeyPolicy.";

    private void JudgeResourceControl(string organizationId)
    {
        var isMember = MembershipOfCaller();
        foreach (var (target, policy) in PoliciesOf(OrganizationPolicyType.ResourceControl).SelectMany(level => level.Policies.Select(policy => (level.Target, policy))))
        {
            var parsed = ResourceControlPolicy.Of(policy.Json, subject, organizationId);
            if (!parsed.Reading.IsUnderstood)
            {
                open.Add($"The resource control policy {Name(policy, target)} is not valid: {parsed.Reading.Issues.First(issue => issue.IsError).Message}");
                continue;
            }

            foreach (var denial in parsed.DenialsOf(role, isMember))
            {
                toExempt.Add(denial.Statement);
                var what = $"{Capital(Statement(denial.Statement.Index, denial.Statement.Sid))} of the resource control policy {Name(policy, target)}";
                var quote = Quote(policy.Json[denial.Statement.Text]);
                if (denial.IsSure)
                {
                    denied.Add($"{what} denies the role {string.Join(", ", denial.Actions)}: {quote}.");
                }
                else
                {
                    open.Add(denial.IsForVolumesOnly
                        ? $"{what} exempts the role, but it can deny kms:Decrypt to the role with which EC2 decrypts the cluster's volumes, {Principals.InfrastructureOf(role)}: {quote}."
                        : $"{what} can deny the role {string.Join(", ", denial.Actions)}. That depends on its conditions: {quote}.");
                }
            }
        }
    }

    private void JudgeServiceControl()
    {
        ImmutableArray<Level> levels = [.. PoliciesOf(OrganizationPolicyType.ServiceControl)];
        try
        {
            var control = ServiceControlPolicies.Decide([.. levels.Select(level => new ServiceControlLevel([.. level.Policies.Select(policy => policy.Json)], level.IsComplete))], subject);
            var places = control.Places.Select(place => Describe(place, levels)).ToList();
            switch (control.State)
            {
                case ServiceControlState.Closed:
                    locked.AddRange(places);
                    break;
                case ServiceControlState.Unknown when places.Count == 0:
                    // What could not be read is named already.
                    break;
                case ServiceControlState.Unknown:
                    open.Add($"Whether some principal in account {evidence.AccountId} can call kms:PutKeyPolicy depends on conditions{WithKeys(control.Undecided)}. {string.Join(' ', places)}");
                    break;
                case ServiceControlState.NotUnderstood:
                    open.Add($"Service control policies could not be judged, because they are not valid. {string.Join(' ', places)}");
                    break;
                case ServiceControlState.Open:
                    chosen = control.Chosen;
                    break;
                default:
                    throw new InvalidOperationException($"The state {control.State} has no meaning.");
            }
        }
        catch (PolicyTooComplexException)
        {
            open.Add($"The service control policies for account {evidence.AccountId} are too complex to analyze.");
        }
    }

    /// <summary>Whether the account of the cluster's role is in the organization; null if that could not be read.</summary>
    private bool? MembershipOfCaller() => evidence.CallerPaths.FirstOrDefault(path => path.Resource == CallerResource) switch
    {
        { Value: not null } => true,
        { Absence.Kind: AbsenceKind.NotFound } => false,
        _ => null,
    };

    /// <summary>The policies of each level, from the account to the root. What could not be read is noted.</summary>
    private IEnumerable<Level> PoliciesOf(OrganizationPolicyType type)
    {
        foreach (var target in targets)
        {
            var list = evidence.Attached.FirstOrDefault(attached => attached.Value is { } value ? value.TargetId == target && value.Type == type : attached.Resource == ResourceOf(target, type));
            if (list?.Value is not { } value)
            {
                open.Add($"The policies of type {WireWord.Of(type)} that are attached to {target} could not be read. {list?.Absence?.Cause}".TrimEnd());
                yield return new Level(target, [], IsComplete: false);
                continue;
            }

            var policies = ImmutableArray.CreateBuilder<OrganizationPolicy>();
            foreach (var id in value.PolicyIds)
            {
                var read = evidence.Policies.FirstOrDefault(policy => policy.Resource == $"{evidence.AccountId} {id}");
                if (read?.Value is { } policy)
                {
                    policies.Add(policy);
                    judged++;
                }
                else
                {
                    open.Add($"The policy {id}, which is attached to {target}, could not be read. {read?.Absence?.Cause}".TrimEnd());
                }
            }

            yield return new Level(target, policies.ToImmutable(), policies.Count == value.PolicyIds.Length);
        }
    }

    private string ResourceOf(string target, OrganizationPolicyType type) => $"{evidence.AccountId} {target} {WireWord.Of(type)}";

    private static string WithKeys(ImmutableArray<string> keys) => keys.IsEmpty ? "" : $" with {string.Join(", ", keys)}, whose values in calls of the account's principals AtRest does not know";

    private static string Describe(GuardrailPlace place, ImmutableArray<Level> levels)
    {
        var (target, policies, _) = levels[place.Level];
        return place switch
        {
            { Policy: null } => $"No service control policy that is attached to {target} allows kms:PutKeyPolicy.",
            { Statement: null } => $"It is the service control policy {Name(policies[place.Policy.Value], target)}.",
            _ => $"{Capital(Statement(place.Statement.Value, null))} of the service control policy {Name(policies[place.Policy.Value], target)} decides: {Quote(policies[place.Policy.Value].Json)}.",
        };
    }

    private static string Statement(int index, string? sid) => sid is null ? $"statement {index + 1}" : $"statement '{sid}'";

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Name(OrganizationPolicy policy, string target) => $"{(policy.Name is { } name ? $"'{name}' " : "")}({policy.Id}), which is attached to {target}";

    /// <summary>The policies of one type that are attached to the account, a unit or the root.</summary>
    /// <param name="Target">The ID of what they are attached to.</param>
    /// <param name="Policies">Those that were read.</param>
    /// <param name="IsComplete">Whether all of them were read.</param>
    private sealed record Level(string Target, ImmutableArray<OrganizationPolicy> Policies, bool IsComplete);

    private static string Quote(string json)
    {
        var line = string.Join(' ', json.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= LongestQuote ? line : line[..LongestQuote] + "…";
    }
}
