using System.Collections.Immutable;
using System.Text.Json;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Grants;

/// <summary>Reads one grant of <c>ListGrants</c> (https://docs.aws.amazon.com/kms/latest/APIReference/API_GrantListEntry.html).</summary>
internal static class GrantReader
{
    private static readonly ImmutableArray<string> KnownConstraints = ["EncryptionContextEquals", "EncryptionContextSubset", "SourceArn"];

    public static KeyGrant Read(GrantEntry entry, KmsKeyArn? key)
    {
        if (entry.Element.ValueKind != JsonValueKind.Object)
        {
            entry.Error("A grant must be an object.");
            return new KeyGrant();
        }

        var constraints = entry.Child("Constraints");
        if (constraints is not null)
        {
            CheckConstraints(constraints);
        }

        // An empty EncryptionContextEquals requires a call without an encryption context. An empty EncryptionContextSubset requires nothing.
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
            entry.Error("A grant must have a GranteePrincipal or a GranteeServicePrincipal.");
        }

        if (key is not null && entry.Text("KeyId") is { } named && !IsOf(key, named))
        {
            entry.Error($"The grant is for another key. Its KeyId is '{named}', but the given key is '{key}'.");
        }

        return grant;
    }

    /// <summary>Whether a key ID is that of the key. AWS writes the key ARN, but a list written by hand can have the key ID alone. An alias is not accepted.</summary>
    private static bool IsOf(KmsKeyArn key, string keyId) => keyId == key.Value || keyId == key.KeyId || keyId == $"key/{key.KeyId}";

    /// <summary>Reports unknown constraints. A constraint restricts a grant, so without it the grant would seem broader than it is.</summary>
    private static void CheckConstraints(GrantEntry constraints)
    {
        foreach (var property in constraints.Element.EnumerateObject())
        {
            if (!KnownConstraints.Contains(property.Name, StringComparer.OrdinalIgnoreCase))
            {
                constraints.Error($"'{property.Name}' is not a constraint that AtRest knows. The known constraints are {string.Join(", ", KnownConstraints)}.");
            }
        }
    }
}
