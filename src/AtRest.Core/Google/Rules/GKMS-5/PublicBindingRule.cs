using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>A binding to everybody gives everybody the role, regardless of other bindings (https://docs.cloud.google.com/iam/docs/principals-overview#all-users).</summary>
internal sealed class PublicBindingRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-5",
        Title = "No IAM binding makes the key public",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = (EncryptionType.Software | EncryptionType.Hardware).On(CloudProvider.Gcp),
    };

    private static readonly ImmutableArray<string> Everybody = ["allUsers", "allAuthenticatedUsers"];

    private const string Subject = "Whether the key is public";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        ImmutableArray<EvidenceReference> evidence = [key.Policy.Reference, key.KeyRingPolicy.Reference];
        List<string> found = [.. Public(key.Policy.Value, "the key"), .. Public(key.KeyRingPolicy.Value, "the key ring, whose bindings the key inherits")];
        if (found.Count > 0)
        {
            return Outcome.Fail($"The key is public: {Listing.UpTo(10, found)}.") with
            {
                Consequence = "Everyone on the internet, or everyone with a Google account, has these roles on the key. Depending on the role, they can use the key, read its settings, or take control of it.",
                Remedy = AskCamunda(key, "remove these bindings immediately, and to report from the logs who has used the key"),
                Evidence = evidence,
            };
        }

        return !key.Policy.TryGet(out var own, out _) ? key.Policy.Unread(Subject)
            : key.KeyRingPolicy.Absence.FailedToBeRead() ? key.KeyRingPolicy.Unread("Whether the bindings that the key inherits from its key ring make it public")
            : Outcome.Pass($"No binding of the key{(key.KeyRingPolicy.Value is null ? "" : " or its key ring")} gives access to everybody (bindings on the key: {own.Items.Length}). {NotChecked(key)}") with { Evidence = evidence };
    }

    private static IEnumerable<string> Public(IamBindings? policy, string where) =>
        from binding in policy?.Items ?? []
        from member in binding.Members
        where Everybody.Contains(member, StringComparer.OrdinalIgnoreCase)
        select $"'{member}' has '{binding.Role}' on {where}{Condition(binding)}";

    /// <summary>A condition limits the time and the resource, never the members, so a binding with a condition is still public.</summary>
    private static string Condition(IamBinding binding) => binding.Condition is { } condition ? $" (its condition '{condition}' does not limit the members, so it is still public)" : "";

    private static string NotChecked(CryptoKeyEvidence key) => key.KeyRingPolicy.TryGet(out _, out var absence)
        ? "Bindings that the key inherits from its project, folders and organization were not checked."
        : $"Bindings that the key inherits from its ring, project, folders and organization could not be read. {absence.Cause}";
}
