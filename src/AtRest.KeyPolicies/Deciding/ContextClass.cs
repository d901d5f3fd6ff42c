using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>Values of condition keys that represent their class: all values that the policy does not distinguish from them.</summary>
internal sealed record ContextClass
{
    public static ContextClass Empty { get; } = new() { Facts = ImmutableDictionary.Create<string, ImmutableArray<string>?>(StringComparer.OrdinalIgnoreCase) };

    /// <summary>The values by condition key. A null value means that the request does not have the key.</summary>
    public required ImmutableDictionary<string, ImmutableArray<string>?> Facts { get; init; }

    /// <summary>Whether a fixed value of the policy names the organization, network or unique ID.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Whether the value is a unique ID that the policy names in full. The ID does not show to which account it belongs.</summary>
    public bool IsOpaque { get; init; }

    public static ContextClass Of(string key, ImmutableArray<string> values) => Empty.With(key, values);

    public static ContextClass Of(string key, string value) => Empty.With(key, [value]);

    /// <summary>A request without the key.</summary>
    public static ContextClass Without(string key) => Empty.With(key, null);

    public ContextClass With(string key, ImmutableArray<string>? values) => this with { Facts = Facts.SetItem(key, values) };

    public ContextClass And(ContextClass other) => new()
    {
        Facts = Facts.SetItems(other.Facts),
        IsNamed = IsNamed || other.IsNamed,
        IsOpaque = IsOpaque || other.IsOpaque,
    };
}
