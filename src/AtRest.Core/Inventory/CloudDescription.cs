using System.Collections.Immutable;
using AtRest.Core.Naming;

namespace AtRest.Core.Inventory;

/// <summary>The facts about a cloud that do not depend on its evidence or its rules.</summary>
internal sealed record CloudDescription
{
    public required CloudProvider Provider { get; init; }

    /// <summary>Its name in inventories, reports and the API: <c>gcp</c>.</summary>
    public string Word => WireWord.Of(Provider);

    /// <summary>Its name for people: <c>Google Cloud</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The encryption types that Camunda offers only with keys on this cloud (https://docs.camunda.io/docs/components/saas/encryption-at-rest/).</summary>
    public required EncryptionType Types { get; init; }

    /// <summary>
    /// The regions that Camunda documents (https://docs.camunda.io/docs/components/saas/regions/). Camunda can agree on other regions with a customer, so a
    /// region that is not listed causes a warning, not an error.
    /// </summary>
    public required ImmutableArray<string> Regions { get; init; }

    /// <summary>Whether a code has the form of this cloud's region names.</summary>
    public required Func<string, bool> IsRegion { get; init; }

    /// <summary>Whether Camunda's value for the cloud of a region means this cloud.</summary>
    public required Func<string, bool> IsNamedBy { get; init; }
}
