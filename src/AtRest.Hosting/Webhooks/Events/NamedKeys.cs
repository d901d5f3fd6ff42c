using System.Collections.Immutable;
using System.Text.Json;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Naming;

namespace AtRest.Hosting.Webhooks.Events;

/// <summary>The keys that an event names. ARNs are trusted everywhere in it. IDs and aliases, which are the caller's names for a key, count only in events without an ARN.</summary>
internal sealed partial record NamedKeys
{
    private const int MostResources = 16;

    private NamedKeys(ImmutableArray<KmsKeyArn> keys, string? asNamed) => (Keys, AsNamed) = (keys, asNamed);

    /// <summary>Empty if the event does not say which key it is.</summary>
    public ImmutableArray<KmsKeyArn> Keys { get; }

    /// <summary>The key's name in the event, for people.</summary>
    public string? AsNamed { get; }

    /// <param name="root">The whole event.</param>
    /// <param name="accountId">The account of IDs and aliases.</param>
    /// <param name="region">The region of IDs and aliases.</param>
    public static NamedKeys Of(JsonElement root, string accountId, string region)
    {
        var names = Names(root).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var arns = names.Where(name => ArnForms.KeyFault(name) is null).Select(KmsKeyArn.Parse).ToImmutableArray();
        if (!arns.IsEmpty)
        {
            return new(arns, arns[0].Value);
        }

        var id = accountId.Length > 0 && region.Length > 0 ? names.FirstOrDefault(name => KeyId().IsMatch(name)) : null;
        return id is null
            ? new([], names.FirstOrDefault())
            : new([KmsKeyArn.Parse($"arn:{AwsPartition.Of(region)}:kms:{region}:{accountId}:key/{id}")], id);
    }

    /// <summary>In order of priority; the key in a response is the target of an alias.</summary>
    private static IEnumerable<string?> Names(JsonElement root)
    {
        foreach (var resource in root.At("detail", "resources").Items(MostResources))
        {
            yield return resource.Text("ARN") ?? resource.Text("arn");
        }

        foreach (var resource in root.At("resources").Items(MostResources))
        {
            yield return resource.Text();
        }

        yield return root.Text("detail", "responseElements", "keyId");
        yield return root.Text("detail", "responseElements", "keyMetadata", "arn");
        yield return root.Text("detail", "responseElements", "replicaKeyMetadata", "arn");
        yield return root.Text("detail", "requestParameters", "keyId");
        yield return root.Text("detail", "serviceEventDetails", "keyId");
        yield return root.Text("detail", "key-id");
    }

    [GeneratedRegex(@"^(mrk-)?[0-9a-f]+(-[0-9a-f]+)*\z")]
    private static partial Regex KeyId();
}
