using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace AtRest.Collectors.Endpoints;

/// <summary>
/// Decides whether an IP address is on the public internet. An inventory, an address that a person gives, or a DNS entry must not make AtRest connect to services in the network that it runs in.
/// </summary>
public static class PublicAddresses
{
    private const int MappedPrefix = 96;

    /// <summary>
    /// What is not reachable everywhere (https://www.iana.org/assignments/iana-ipv4-special-registry/), multicast, reserved addresses, and the address of Azure's own services in each virtual machine
    /// (https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16).
    /// </summary>
    private static readonly ImmutableArray<IPNetwork> SpecialV4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4");

    /// <summary>All public IPv6 addresses begin so (https://www.iana.org/assignments/ipv6-address-space/).</summary>
    private static readonly IPNetwork GlobalV6 = IPNetwork.Parse("2000::/3");

    /// <summary>What of them is special (https://www.iana.org/assignments/iana-ipv6-special-registry/): among others Teredo, documentation and 6to4.</summary>
    private static readonly ImmutableArray<IPNetwork> SpecialV6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    /// <summary>A network of IPv6 only reaches IPv4 addresses by these, which hold one in their last four bytes (https://www.rfc-editor.org/rfc/rfc6052).</summary>
    private static readonly IPNetwork Translated = new(IPAddress.Parse("64:ff9b::"), MappedPrefix);

    /// <summary>Whether the address is on the public internet.</summary>
    public static bool Contain(IPAddress address) => address switch
    {
        { IsIPv4MappedToIPv6: true } => Contain(address.MapToIPv4()),
        { AddressFamily: AddressFamily.InterNetwork } => !SpecialV4.Any(network => network.Contains(address)),
        _ when Translated.Contains(address) => Contain(new IPAddress(address.GetAddressBytes().AsSpan(MappedPrefix / 8))),
        _ => GlobalV6.Contains(address) && !SpecialV6.Any(network => network.Contains(address)),
    };

    private static ImmutableArray<IPNetwork> Networks(params ReadOnlySpan<string> networks)
    {
        var parsed = ImmutableArray.CreateBuilder<IPNetwork>(networks.Length);
        foreach (var network in networks)
        {
            parsed.Add(IPNetwork.Parse(network));
        }

        return parsed.ToImmutable();
    }
}
