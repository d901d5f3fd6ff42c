using System.Text;
using AtRest.KeyPolicies;

namespace AtRest.Benchmarks.Fuzzing;

/// <summary>Makes policies out of seeds: broken ones, odd ones, and large ones up to the limit of 32 KiB.</summary>
internal sealed class PolicyMutator(Random random)
{
    private const int MostMutations = 8;

    public string Next() => random.Next(4) switch
    {
        0 => Large(),
        1 => Structured(),
        _ => Mutate(Pick(Seeds.Policies)),
    };

    /// <summary>Characters, pieces and ranges, put in, taken out or doubled.</summary>
    private string Mutate(string seed)
    {
        var text = new StringBuilder(seed);
        for (var count = random.Next(1, MostMutations); count > 0; count--)
        {
            var at = random.Next(text.Length + 1);
            var length = Math.Min(random.Next(1, 40), text.Length - at);
            switch (random.Next(5))
            {
                case 0:
                    text.Remove(at, length);
                    break;
                case 1:
                    text.Insert(at, text.ToString(at, length));
                    break;
                case 2:
                    text.Insert(at, (char)random.Next(1, 0x180));
                    break;
                default:
                    text.Insert(at, Pick(Seeds.Pieces));
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Strings of a right policy exchanged, so that it often stays one.</summary>
    private string Structured()
    {
        var parts = Pick(Seeds.Policies).Split('"');
        for (var count = random.Next(1, MostMutations); count > 0; count--)
        {
            var index = (random.Next(parts.Length / 2) * 2) + 1;
            parts[index] = random.Next(3) switch
            {
                0 => Pick(Seeds.Values),
                1 => parts[(random.Next(parts.Length / 2) * 2) + 1],
                _ => Pick(Seeds.Pieces).Replace("\"", "", StringComparison.Ordinal).Replace("\\", "", StringComparison.Ordinal),
            };
        }

        return string.Join('"', parts);
    }

    /// <summary>Lists and patterns as long as a policy may be: what would be quadratic or worse shows here.</summary>
    private string Large()
    {
        var room = PolicyLimits.KeyPolicyBytes - 400;
        var (head, tail, item) = random.Next(6) switch
        {
            0 => ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Resource\":\"*\",\"Action\":[", "]}]}", () => $"\"kms:*{Word()}*\""),
            1 => ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Principal\":{\"AWS\":[", "]}}]}", () => $"\"arn:aws:iam::{random.NextInt64(100_000_000_000, 999_999_999_999)}:role/{Word()}\""),
            2 => ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringLike\":{\"a:b\":[", "]}}}]}", () => $"\"*{Word()}*?*a*{Word()}*\""),
            3 => ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"StringNotLikeIfExists\":{", "}}}]}", () => $"\"{Pick(Seeds.Keys)}{random.Next()}\":\"${{aws:{Word()}}}*\""),
            4 => ("{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Deny\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{\"ArnLike\":{\"aws:PrincipalArn\":\"" + new string('*', 3_000), "\"}}}]}", () => $"*a{Word()}"),
            _ => ("{\"Version\":\"2012-10-17\",\"Statement\":[", "]}", (Func<string>)(() => $"{{\"Effect\":\"{(random.Next(3) == 0 ? "Deny" : "Allow")}\",\"Principal\":{{\"AWS\":\"{(random.Next(2) == 0 ? "*" : random.NextInt64(100_000_000_000, 999_999_999_999).ToString(System.Globalization.CultureInfo.InvariantCulture))}\"}},\"Action\":\"kms:{Word()}*\",\"Resource\":\"*\",\"Condition\":{{\"StringEquals\":{{\"{Pick(Seeds.Keys)}\":\"{Word()}\"}}}}}}")),
        };
        var inPattern = !tail.StartsWith(']') && tail.StartsWith('"');
        var text = new StringBuilder(head);
        for (var first = true; text.Length < room; first = false)
        {
            text.Append(first || inPattern ? "" : ",").Append(item());
        }

        return text.Append(tail).ToString();
    }

    private string Word() => new([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (char)random.Next('a', 'e'))]);

    private T Pick<T>(T[] items) => items[random.Next(items.Length)];
}
