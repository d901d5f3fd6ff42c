using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Grants;

/// <summary>Reads one entry of <c>ListGrants</c> (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
internal static class GrantReader
{
    private static readonly ImmutableArray<string> KnownConstraints = ["EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"];

    public static KeyGrant Read(GrantEntry entry, KmsKeyArn? key)
    {
        if (entry.Element.ValueKind != JsonValueKind.Object)
        {
            entry.Error("A grant is an object.");
            return new KeyGrant();
        }

        var constraints = entry.Child("Constraints");
        if (constraints is not null)
        {
            CheckConstraints(constraints);
        }

        // An empty "Equals" requires that there is no encryption context; an empty "Subset" requires nothing.
        var grant = new KeyGrant
        {
            GrantId = entry.Text("GrantId"),
            Name = entry.Text("Name"),
            GranteePrincipal = entry.Text("GranteePrincipal"),
            GranteeServicePrincipal = entry.Text("GranteeServicePrincipal"),
            RetiringPrincipal = entry.Text("RetiringPrincipal"),
            RetiringServicePrincipal = entry.Text("RetiringServicePrincipal"),
            IssuingAccount = entry.Text("IssuingAccount"),
            Operations = entry.Texts("Operations"),
            EncryptionContextEquals = constraints?.Pairs("EncryptionContextEquals"),
            EncryptionContextSubset = constraints?.Pairs("EncryptionContextSubset") is { Count: > 0 } subset ? subset : null,
            SourceArn = constraints?.Text("SourceArn"),
        };
        if (grant.GranteePrincipal is null && grant.GranteeServicePrincipal is null)
        {
            entry.Error("A grant has a GranteePrincipal or a GranteeServicePrincipal.");
        }

        if (key is not null && entry.Text("KeyId") is { } named && !IsOf(key, named))
        {
            entry.Error($"It is a grant of another key: its KeyId is '{named}', the given key is '{key}'.");
        }

        return grant;
    }

    /// <summary>AWS writes the key's ARN; a list written by hand may have the bare id. An alias may point anywhere.</summary>
    private static bool IsOf(KmsKeyArn key, string keyId) => keyId == key.Value || keyId == key.KeyId || keyId == $"key/{key.KeyId}";

    /// <summary>A constraint narrows a grant: one that is not understood would make it look wider than it is.</summary>
    private static void CheckConstraints(GrantEntry constraints)
    {
        foreach (var property in constraints.Element.EnumerateObject())
        {
            if (!KnownConstraints.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            {
                constraints.Error($"'{property.Name}' is no constraint that AtRest knows. Known are {string.Join(", ", KnownConstraints)}.");
            }
        }
    }
}
