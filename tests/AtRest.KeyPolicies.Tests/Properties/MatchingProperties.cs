using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Matching;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Properties;

/// <summary>Compares parts of AtRest with slower equivalents of .NET.</summary>
public sealed class MatchingProperties
{
    private static readonly Gen<string> Pattern = Gen.String[Gen.Char["ab:*?"], 0, 12];
    private static readonly Gen<string> Text = Gen.String[Gen.Char["abA:"], 0, 12];
    private static readonly Gen<decimal> Number = Gen.Select(Gen.Long[-1_000_000, 1_000_000], Gen.Int[0, 6], (digits, scale) => digits / (decimal)Math.Pow(10, scale));

    [Fact]
    public void Glob_AgainstARegularExpression_Agrees() =>
        Gen.Select(Pattern, Text, Gen.Bool).SampleFixed((pattern, text, ignoreCase) =>
            Glob.IsMatch(Compile(pattern).Span, text, ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal)
                == Matches(pattern, text, "[\\s\\S]*", "[\\s\\S]", ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None),
            iter: 20_000);

    [Fact]
    public void ResourceGlob_AgainstARegularExpression_Agrees() =>
        Gen.Select(Pattern, Text).SampleFixed((pattern, text) =>
            ResourceGlob.IsMatch(Compile(pattern).Span, text) == Matches(Regex.Replace(pattern, @"\*+(?=:|$)", "+"), text, "[^:]*", "[^:]", RegexOptions.None),
            iter: 20_000);

    [Fact]
    public void PolicyNumber_AgainstDecimal_ComparesAlike() =>
        Gen.Select(Number, Number).SampleFixed((left, right) =>
            PolicyNumber.TryParse(left.ToString(CultureInfo.InvariantCulture), out var one)
            && PolicyNumber.TryParse(right.ToString("F9", CultureInfo.InvariantCulture), out var other)
            && Math.Sign(one.CompareTo(other)) == left.CompareTo(right)
            && one.CompareTo(one) == 0,
            iter: 20_000);

    [Fact]
    public void PolicyDate_AgainstTheFramework_Agrees() =>
        Gen.Select(Gen.DateTime[new DateTime(1, 1, 2), new DateTime(9998, 1, 1)], Gen.Int[-840, 840]).SampleFixed((time, minutes) =>
        {
            var written = new DateTimeOffset(time.Ticks, TimeSpan.Zero).ToOffset(TimeSpan.FromMinutes(time.Year is > 1 and < 9998 ? minutes : 0));
            return PolicyDate.TryParse(written.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffffzzz", CultureInfo.InvariantCulture), out var ticks)
                && ticks == time.Ticks - DateTime.UnixEpoch.Ticks
                && PolicyDate.TryParse(time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), out var day)
                && day == time.Date.Ticks - DateTime.UnixEpoch.Ticks;
        });

    [Fact]
    public void IpNetwork_AgainstTheFramework_Agrees() =>
        Gen.Select(Gen.Byte.Array[4], Gen.Byte.Array[16], Gen.Byte.Array[16], Gen.Int[0, 128], Gen.Bool).SampleFixed((v4, v6, other, length, useV4) =>
        {
            var address = new IPAddress(useV4 ? v4 : v6);
            var prefix = useV4 ? length % 33 : length;
            var asked = new IPAddress(useV4 ? other[..4] : [.. v6[..(prefix / 8)], .. other[(prefix / 8)..]]);
            var network = new System.Net.IPNetwork(Mask(address, prefix), prefix);
            return IpNetwork.TryParse($"{address}/{prefix}", out var ours)
                && IpAddress.TryParse(asked.ToString(), out var ourAsked)
                && ours.Contains(ourAsked) == network.Contains(asked);
        });

    private static IPAddress Mask(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var bit = prefix; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] &= (byte)~(0x80 >> (bit % 8));
        }

        return new IPAddress(bytes);
    }

    private static ValueTemplate Compile(string pattern) => ValueTemplate.Compile(pattern, PolicyVersion.V20121017, Wildcards.Expand);

    // A plus represents a star that can match colons.
    private static bool Matches(string pattern, string text, string many, string one, RegexOptions options)
    {
        var expression = Regex.Escape(pattern).Replace("\\*", many, StringComparison.Ordinal).Replace("\\?", one, StringComparison.Ordinal)
            .Replace("\\+", "[\\s\\S]*", StringComparison.Ordinal);
        return Regex.IsMatch(text, $"^(?:{expression})$", options | RegexOptions.CultureInvariant);
    }
}
