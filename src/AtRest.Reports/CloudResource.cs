using AtRest.Core.Inventory;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Reports;

/// <summary>What the name of a resource says about where it is.</summary>
/// <param name="Cloud">Its cloud.</param>
/// <param name="Account">The AWS account or the Google Cloud project; null if the name does not have it.</param>
/// <param name="Region">Its region; null if the name does not have it.</param>
/// <param name="Partition">The AWS partition; null for other clouds.</param>
/// <param name="Kind">What it is, in words.</param>
internal sealed record CloudResource(CloudProvider Cloud, string? Account, string? Region, string? Partition, string Kind)
{
    /// <summary>Reads an ARN, or a resource name of Google Cloud: <c>projects/P/locations/L/…</c>. Null for any other name.</summary>
    public static CloudResource? Of(string? name)
    {
        if (Arn.TryParse(name, out var arn))
        {
            return new(CloudProvider.Aws, NullIfEmpty(arn.AccountId), NullIfEmpty(arn.Region), arn.Partition, arn.Service == "kms" ? "AWS KMS key" : $"AWS {arn.Service} resource");
        }

        return name?.Split('/') is ["projects", { Length: > 0 } project, .. var rest]
            ? new(CloudProvider.Gcp, project, rest is ["locations", { Length: > 0 } location, ..] ? location : null, null, rest.Contains("cryptoKeys") ? "Google Cloud KMS key" : "Google Cloud resource")
            : null;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
