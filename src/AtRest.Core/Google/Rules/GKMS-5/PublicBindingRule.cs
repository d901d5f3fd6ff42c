using System.Collections.Immutable;
using AtRest.Core.Evidence;
using AtRest.Core.Google.Evidence;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;
using AtRest.KeyPolicies.Explaining;

namespace AtRest.Core.Google.Rules;

/// <summary>Who is named as everybody has the role, whatever else is bound (https://docs.cloud.google.com/iam/docs/principals-overview#all-users).</summary>
internal sealed class PublicBindingRule : CryptoKeyRule
{
    public override RuleDescriptor Descriptor { get; } = new()
    {
        Id = "GKMS-5",
        Title = "Nobody has access to the key by a public binding",
        Level = RuleLevel.Required,
        Severity = Severity.Critical,
        AppliesTo = EncryptionType.Software | EncryptionType.Hardware,
    };

    private static readonly ImmutableArray<string> Everybody = ["allUsers", "allAuthenticatedUsers"];

    private const string Subject = "Who has access to the key";

    protected override Outcome Evaluate(RuleContext context, CryptoKeyEvidence key)
    {
        ImmutableArray<EvidenceReference> evidence = [key.Policy.Reference, key.KeyRingPolicy.Reference];
        List<string> found = [.. Public(key.Policy.Value, "the key"), .. Public(key.KeyRingPolicy.Value, "the key's ring, which the key inherits")];
        if (found.Count > 0)
        {
            return Outcome.Fail($"The key is public: {Listing.UpTo(10, found)}.") with
            {
                Consequence = "Anybody on the internet, or anybody with a Google account, can do with the key what these roles allow: use it, look at it, or take it over.",
                Remedy = AskCamunda(key, "remove these bindings at once, and to say from the logs who has used the key"),
                Evidence = evidence,
            };
        }

        return key.Policy.TryGet(out var own, out _)
            ? Outcome.Pass($"No binding of the key{(key.KeyRingPolicy.Value is null ? "" : " and none of its ring")} names everybody ({own.Items.Length} on the key). {Unseen(key)}") with { Evidence = evidence }
            : key.Policy.Unread(Subject);
    }

    private static IEnumerable<string> Public(IamBindings? policy, string where) =>
        from binding in policy?.Items ?? []
        from member in binding.Members
        where Everybody.Contains(member, StringComparer.OrdinalIgnoreCase)
        select $"'{member}' has '{binding.Role}' on {where}{Condition(binding)}";

    /// <summary>A condition narrows when and what, never who: it leaves a binding public.</summary>
    private static string Condition(IamBinding binding) => binding.Condition is { } condition ? $" (its condition, '{condition}', does not say who, so it remains public)" : "";

    private static string Unseen(CryptoKeyEvidence key) => key.KeyRingPolicy.TryGet(out _, out var absence)
        ? "Bindings that the key inherits from its project, folders and organization were not looked at."
        : $"Bindings that the key inherits from its ring, project, folders and organization were not seen. {absence.Cause}";
}
