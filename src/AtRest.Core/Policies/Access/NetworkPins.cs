using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace AtRest.Core.Policies.Access;

/// <summary>
/// Addresses that anybody may call from. A range pins a caller only if it is no wider than /8 (IPv4) or /32 (IPv6), as AWS defines it
/// (https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status).
/// </summary>
internal static class NetworkPins
{
    private const int NarrowV4 = 8;
    private const int NarrowV6 = 32;
    private const int LastUnicastOctet = 223;

    /// <summary>Addresses outside every narrow range that the policy names: one for each combination of its wide ranges.</summary>
    public static ImmutableArray<string> UnpinnedAddresses(KeyPolicyReading reading)
    {
        var ranges = WitnessArns.ValuesOf(reading, "aws:SourceIp").Select(Parse).OfType<IPNetwork>().ToList();
        var narrow = ranges.Where(IsNarrow).ToList();
        var wide = ranges.Where(range => !IsNarrow(range)).ToList();
        return [.. Candidates(wide)
            .Where(address => !narrow.Exists(range => range.Contains(address)))
            .DistinctBy(address => (address.AddressFamily, Signature(wide, address)))
            .Select(address => address.ToString())];
    }

    private static IEnumerable<IPAddress> Candidates(List<IPNetwork> wide)
    {
        for (var octet = 1; octet <= LastUnicastOctet; octet++)
        {
            yield return IPAddress.Parse(octet.ToString(CultureInfo.InvariantCulture) + ".77.78.79");
        }

        yield return IPAddress.Parse("2600:77:78:79::1");
        foreach (var range in wide.Where(range => range.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6))
        {
            yield return range.BaseAddress;
        }
    }

    private static string Signature(List<IPNetwork> wide, IPAddress address) => string.Concat(wide.Select(range => range.Contains(address) ? '1' : '0'));

    private static bool IsNarrow(IPNetwork range) =>
        range.PrefixLength >= (range.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? NarrowV4 : NarrowV6);

    private static IPNetwork? Parse(string value)
    {
        if (!value.Contains('/', StringComparison.Ordinal))
        {
            return IPAddress.TryParse(value, out var single)
                ? new IPNetwork(single, single.AddressFamily == AddressFamily.InterNetwork ? 32 : 128)
                : null;
        }

        // Host bits beyond the prefix are allowed in policies, not in IPNetwork.
        var parts = value.Split('/');
        if (!IPAddress.TryParse(parts[0], out var address)
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            || length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            return null;
        }

        return new IPNetwork(Mask(address, length), length);
    }

    private static IPAddress Mask(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(length - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }
}
