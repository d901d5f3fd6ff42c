using System.Globalization;

namespace AtRest.KeyPolicies.Conditions;

/// <summary>An IPv4 or IPv6 address. The parser is stricter than that of .NET, which accepts <c>1</c> as an address, and does not allocate.</summary>
/// <param name="Value">The bits of the address.</param>
/// <param name="Bits">The number of bits: 32 or 128.</param>
internal readonly record struct IpAddress(UInt128 Value, int Bits)
{
    private const int Groups = 8;

    public static bool TryParse(ReadOnlySpan<char> text, out IpAddress address)
    {
        var isV6 = text.Contains(':');
        UInt128 value;
        var isValid = isV6 ? TryParseV6(text, out value) : TryParseV4(text, out value);
        address = new(value, isV6 ? 128 : 32);
        return isValid;
    }

    private static bool TryParseV4(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        for (var octet = 0; octet < 4; octet++)
        {
            var end = octet == 3 ? text.Length : text.IndexOf('.');
            if (end is < 1 or > 3 || (end > 1 && text[0] == '0')
                || !byte.TryParse(text[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            value = (value << 8) | number;
            text = octet == 3 ? [] : text[(end + 1)..];
        }

        return true;
    }

    private static bool TryParseV6(ReadOnlySpan<char> text, out UInt128 value)
    {
        value = 0;
        var gap = text.IndexOf("::");
        if (gap == -1)
        {
            return TryParseGroups(text, out value, out var all) && all == Groups;
        }

        // TryParseGroups rejects a second gap, since it would be an empty group. The dotted IPv4 form is allowed only at the end.
        if (text[..gap].Contains('.')
            || !TryParseGroups(text[..gap], out var head, out var before)
            || !TryParseGroups(text[(gap + 2)..], out var tail, out var after)
            || before + after >= Groups)
        {
            return false;
        }

        value = before == 0 ? tail : (head << (16 * (Groups - before))) | tail;
        return true;
    }

    private static bool TryParseGroups(ReadOnlySpan<char> text, out UInt128 value, out int count)
    {
        value = 0;
        count = 0;
        while (!text.IsEmpty)
        {
            var colon = text.IndexOf(':');
            var group = colon == -1 ? text : text[..colon];
            if (colon == -1 && group.Contains('.'))
            {
                count += 2;
                var isV4 = TryParseV4(group, out var v4);
                value = (value << 32) | v4;
                return isV4;
            }

            if (group.Length is < 1 or > 4 || colon == text.Length - 1
                || !ushort.TryParse(group, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            value = (value << 16) | number;
            count++;
            text = colon == -1 ? [] : text[(colon + 1)..];
        }

        return count <= Groups;
    }
}
