using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Conditions;
using AtRest.KeyPolicies.Deciding.Texts;

namespace AtRest.KeyPolicies.Deciding;

/// <summary>Finds one value of each class that the conditions on a key can distinguish: texts, numbers, dates, addresses, booleans, and lists of them.</summary>
internal sealed class ValueClasses(PolicyModel model)
{
    private static readonly string[] Lists = ["aws:CalledVia", "aws:TagKeys", "aws:PrincipalServiceNamesList"];

    /// <summary>One value of each class, and the request without the key.</summary>
    /// <param name="key">A condition key.</param>
    /// <param name="facts">The facts about the request, which are the values of variables in the conditions.</param>
    /// <param name="related">Other keys that are compared with this key. Their values are distinguished here as well.</param>
    public List<ContextClass> Of(string key, ImmutableDictionary<string, ImmutableArray<string>?> facts, IReadOnlyCollection<string> related)
    {
        var single = Single(key, facts, related);
        var values = IsList(key) ? ListsOf(single, model.ConditionsOn(key).Count()) : single.Select(value => ImmutableArray.Create(value));
        return [.. values.Select(value => ContextClass.Of(key, value)).Append(ContextClass.Without(key))];
    }

    private static bool IsList(string key) => KeyOperations.IsMultivalued(key) || Lists.Contains(key, StringComparer.OrdinalIgnoreCase);

    private List<string> Single(string key, ImmutableDictionary<string, ImmutableArray<string>?> facts, IReadOnlyCollection<string> related)
    {
        if (ValueFamilies.IsBoolean(key))
        {
            return ["true", "false"];
        }

        var conditions = model.ConditionsOn(key).ToList();
        var values = new List<string>();

        // The empty text is a separate class, since Null and the set operators treat it as no value. A key that is compared with this key either has a value
        // already, or its conditions are included as well.
        var texts = new Tracks(model).AddLiterals([""], TextPart.Whole).AddConditions(key, TextPart.Whole, facts)
            .AddLiterals(model.LinkedTo(key).SelectMany(other => facts.GetValueOrDefault(other) ?? []), TextPart.Whole);
        foreach (var other in related)
        {
            texts.AddConditions(other, TextPart.Whole, facts);
        }

        texts.AddArnForm(TextPart.Whole);

        var families = conditions.Select(condition => ValueFamilies.Of(condition.Operator.Comparison)).ToHashSet();
        if (families.Contains(ValueFamily.Text) || families.IsSubsetOf([ValueFamily.Presence]) || related.Count > 0 || IsFree(key) || model.LinkedTo(key).Length > 0)
        {
            values.AddRange(TextClasses.Find(Shapes.AnyText(MayBeEmpty(key)), texts.All, model.Budget).Select(text => text.Full));
        }

        var constants = conditions.SelectMany(condition => condition.Values).Distinct(StringComparer.Ordinal).ToList();
        values.AddRange(families.Contains(ValueFamily.Boolean) ? ["true", "false"] : []);
        values.AddRange(families.Contains(ValueFamily.Number) ? Numbers(constants) : []);
        values.AddRange(families.Contains(ValueFamily.Date) ? Dates(constants) : []);
        values.AddRange(families.Contains(ValueFamily.Binary) ? [.. constants, "AA==", "AQ=="] : []);
        values.AddRange(families.Contains(ValueFamily.Address) ? Addresses(constants) : []);
        return [.. values.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>
    /// Lists of values. They need at most as many values as there are conditions, since one value decides a condition: one that matches for
    /// <c>ForAnyValue</c>, or one that does not match for <c>ForAllValues</c>. The empty list is equivalent to a request without the key.
    /// </summary>
    private IEnumerable<ImmutableArray<string>> ListsOf(List<string> values, int conditions)
    {
        var lists = new List<ImmutableArray<string>> { ImmutableArray<string>.Empty };
        for (var i = 0; i < values.Count; i++)
        {
            var longer = lists.Where(list => list.Length < Math.Max(1, conditions)).Select(list => list.Add(values[i])).ToList();
            model.Budget.Spend(longer.Count);
            lists.AddRange(longer);
        }

        return lists.Skip(1);
    }

    /// <summary>Whether the caller can choose any text, so that the value does not have to be a number even if a condition compares it with numbers.</summary>
    private static bool IsFree(string key) => MayBeEmpty(key) || key.StartsWith("kms:EncryptionContext:", StringComparison.OrdinalIgnoreCase) || PolicyModel.Is(key, "aws:SourceIdentity");

    private static bool MayBeEmpty(string key) => key.Contains("Tag/", StringComparison.OrdinalIgnoreCase) || ConditionKeys.Find(key) is null;

    /// <summary>One IPv4 or IPv6 address of each interval between the boundaries of all ranges.</summary>
    public static IEnumerable<string> Addresses(IReadOnlyCollection<string> ranges)
    {
        var networks = ranges.Select(range => IpNetwork.TryParse(range, out var network) ? network : (IpNetwork?)null).OfType<IpNetwork>().ToList();
        foreach (var bits in new[] { 32, 128 })
        {
            var last = bits == 32 ? uint.MaxValue : UInt128.MaxValue;
            var starts = new SortedSet<UInt128> { 0 };
            foreach (var network in networks.Where(network => network.Address.Bits == bits))
            {
                var size = network.Prefix == 0 ? last : (UInt128.One << (bits - network.Prefix)) - 1;
                var first = network.Prefix == 0 ? 0 : network.Address.Value & ~size;
                starts.Add(first);
                if (first + size < last && (first + size) >= first)
                {
                    starts.Add(first + size + 1);
                }
            }

            foreach (var start in starts)
            {
                yield return Write(start, bits);
            }
        }
    }

    private static string Write(UInt128 value, int bits)
    {
        var bytes = new byte[bits / 8];
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[^(i + 1)] = (byte)(value >> (8 * i) & 0xFF);
        }

        return new IPAddress(bytes).ToString();
    }

    /// <summary>Each constant, one number between each two constants, and one number beyond each end.</summary>
    private static IEnumerable<string> Numbers(IEnumerable<string> constants)
    {
        var numbers = constants.Select(ValueFamilies.ShortNumber).OfType<decimal>().Distinct().Order().ToList();
        var points = numbers.Count == 0 ? [0m] : numbers.SelectMany((number, index) => new[] { index == 0 ? number - 1 : (numbers[index - 1] + number) / 2, number }).Append(numbers[^1] + 1);
        return points.Select(number => number.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Dates(IEnumerable<string> constants)
    {
        var dates = constants.Select(text => PolicyDate.TryParse(text, out var ticks) ? ticks : (Int128?)null).OfType<Int128>().Distinct().Order().ToList();
        var points = dates.Count == 0 ? [0] : dates.SelectMany((date, index) => new[] { index == 0 ? date - TimeSpan.TicksPerSecond : (dates[index - 1] + date) / 2, date }).Append(dates[^1] + TimeSpan.TicksPerSecond);
        return points.Select(WriteDate);
    }

    private static string WriteDate(Int128 ticks)
    {
        var moment = ticks + DateTime.UnixEpoch.Ticks;
        return moment >= DateTime.MinValue.AddYears(1).Ticks && moment <= DateTime.MaxValue.Ticks
            ? new DateTime((long)moment, DateTimeKind.Utc).ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture)
            : (ticks / TimeSpan.TicksPerSecond).ToString(CultureInfo.InvariantCulture);
    }
}
