using System.Globalization;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>
/// A range of addresses. Without a prefix length it has only one address: AWS documents the default /32 for IPv4, and /128 is the equivalent for IPv6.
/// Bits after the prefix are ignored.
/// </summary>
internal readonly record struct IpNetwork(IpAddress Address, int Prefix)
{
    public static bool TryParse(ReadOnlySpan<char> text, out IpNetwork network)
    {
        network = default;
        var slash = text.IndexOf('/');
        if (!IpAddress.TryParse(slash == -1 ? text : text[..slash], out var address))
        {
            return false;
        }

        var prefix = address.Bits;
        if (slash != -1 && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out prefix) || prefix > address.Bits))
        {
            return false;
        }

        network = new(address, prefix);
        return true;
    }

    public bool Contains(IpAddress address)
    {
        var ignored = Address.Bits - Prefix;
        return address.Bits == Address.Bits
            && (Prefix == 0 || address.Value >> ignored == Address.Value >> ignored);
    }
}
