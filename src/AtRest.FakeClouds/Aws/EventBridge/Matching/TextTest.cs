using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace AtRest.FakeClouds.Aws.EventBridge.Matching;

/// <summary>The operators on strings. They are case-sensitive unless their name says otherwise.</summary>
internal static class TextTest
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    public static Func<JsonNode?, bool> Parse(string name, JsonNode? operand)
    {
        StringComparison comparison = StringComparison.Ordinal;
        if (name is "prefix" or "suffix" && operand is JsonObject { Count: 1 } inner && inner.First().Key == "equals-ignore-case")
        {
            (operand, comparison) = (inner.First().Value, StringComparison.OrdinalIgnoreCase);
        }

        string expected = Operand(name, operand);
        return name switch
        {
            "prefix" => OfText(text => text.StartsWith(expected, comparison)),
            "suffix" => OfText(text => text.EndsWith(expected, comparison)),
            "equals-ignore-case" => OfText(text => text.Equals(expected, StringComparison.OrdinalIgnoreCase)),
            _ => Wildcard(expected),
        };
    }

    public static string Operand(string name, JsonNode? operand) =>
        operand?.GetValueKind() == JsonValueKind.String ? operand.GetValue<string>() : throw new EventPatternException($"\"{name}\" takes a text.");

    /// <summary>An address block, of IPv4 or IPv6.</summary>
    public static Func<JsonNode?, bool> Cidr(string block)
    {
        return IPNetwork.TryParse(block, out IPNetwork network)
            ? OfText(text => IPAddress.TryParse(text, out IPAddress? address) && address.AddressFamily == network.BaseAddress.AddressFamily && network.Contains(address))
            : throw new EventPatternException($"Malformed CIDR: {block}");
    }

    /// <summary><c>*</c> matches any characters, <c>\*</c> an asterisk.</summary>
    private static Func<JsonNode?, bool> Wildcard(string pattern)
    {
        StringBuilder regex = new("^");
        for (int index = 0; index < pattern.Length; index++)
        {
            char character = pattern[index];
            if (character == '*')
            {
                _ = index > 0 && pattern[index - 1] == '*' && !(index > 1 && pattern[index - 2] == '\\')
                    ? throw new EventPatternException("Consecutive wildcard characters")
                    : regex.Append(".*");
            }
            else if (character == '\\')
            {
                index++;
                _ = index < pattern.Length && pattern[index] is '*' or '\\'
                    ? regex.Append(Regex.Escape(pattern[index].ToString()))
                    : throw new EventPatternException("Invalid escape character");
            }
            else
            {
                regex.Append(Regex.Escape(character.ToString()));
            }
        }

        Regex form = new(regex.Append('$').ToString(), RegexOptions.Singleline | RegexOptions.CultureInvariant, LongestMatch);
        return OfText(form.IsMatch);
    }

    private static Func<JsonNode?, bool> OfText(Func<string, bool> test) => value =>
        value?.GetValueKind() == JsonValueKind.String && !ReferenceEquals(value, ValueMatcher.Null) && test(value.GetValue<string>());
}
