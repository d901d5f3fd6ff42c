using AtRest.KeyPolicies.Matching;

namespace AtRest.KeyPolicies.Conditions;

/// <summary><c>IpAddress</c>: compares an address with an IPv4 or IPv6 address or range in CIDR notation. A value that is not an address never matches.</summary>
internal sealed class IpAddressMatcher(string value) : ValueMatcher
{
    private readonly IpNetwork? network = IpNetwork.TryParse(value, out var range) ? range : null;

    public override bool CanMatch => network is not null;

    public override Ternary Match(string value, AccessRequest request) =>
        Logic.From(network is { } range && IpAddress.TryParse(value, out var address) && range.Contains(address));
}
