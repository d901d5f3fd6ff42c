using System.Collections.Immutable;
using AtRest.Core.Aws.Inventory;
using AtRest.Core.Google.Inventory;
using AtRest.Core.Inventory;

namespace AtRest.Core.Clouds;

/// <summary>The list of clouds: how clusters with keys on each are declared.</summary>
internal static class EncryptionForms
{
    public static ImmutableArray<EncryptionForm> All { get; } = [new KmsKeyForm(), new CryptoKeyForm.OfSoftware(), new CryptoKeyForm.OfHardware(), new ProviderForm()];

    /// <summary>The properties of all forms, each once.</summary>
    public static ImmutableArray<(string Name, Type Type)> Properties { get; } = [.. All.SelectMany(form => form.Properties).Distinct()];
}
