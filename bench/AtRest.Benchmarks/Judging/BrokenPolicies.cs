using System.Globalization;
using System.Text;

namespace AtRest.Benchmarks.Judging;

/// <summary>Policies that fail in every way at once, in any size: what the worst fleet would look like. The same number gives the same policy.</summary>
internal static class BrokenPolicies
{
    private const int LongestFault = 800;

    /// <param name="number">Which.</param>
    /// <param name="bytes">About how long.</param>
    public static string Of(int number, int bytes)
    {
        var random = new Random(number);
        var text = new StringBuilder("""
            {
              "Version": "2012-10-17",
              "Statement": [
                {"Sid": "Owner", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*"},
                {"Sid": "Role", "Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:role/tenant-acme"}, "Action": ["kms:Encrypt", "kms:PutKeyPolicy"], "Resource": "*"}
            """);
        for (var i = 0; text.Length < bytes - LongestFault; i++)
        {
            text.Append(",\n    ").Append(Fault(random, i));
        }

        return text.Append("\n  ]\n}\n").ToString();
    }

    private static string Fault(Random random, int i)
    {
        var account = random.NextInt64(100_000_000_000, 999_999_999_999).ToString(CultureInfo.InvariantCulture);
        var names = string.Join(", ", Enumerable.Range(0, random.Next(1, 12)).Select(number => $"\"arn:aws:iam::{account}:role/r{i}-{number}\""));
        return random.Next(8) switch
        {
            0 => $$"""{"Effect": "Allow", "Principal": {"AWS": [{{names}}]}, "Action": "kms:Decrypt", "Resource": "*"}""",
            1 => $$$"""{"Effect": "Allow", "Principal": "*", "Action": ["kms:Decrypt", "kms:Encrypt"], "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalArn": [{{{names}}}] } } }""",
            2 => $$$"""{"Effect": "Deny", "Principal": "*", "Action": "kms:Create*", "Resource": "*", "Condition": {"ArnNotLike": {"aws:PrincipalArn": [{{{names}}}] } } }""",
            3 => $$$"""{"Effect": "Allow", "Principal": {"Service": "s{{{i}}}.amazonaws.com"}, "Action": "kms:GenerateDataKey*", "Resource": "*"}""",
            4 => $$$"""{"Effect": "Allow", "Principal": {"AWS": "AROA{{{account}}}EXAM{{{i}}}"}, "Action": "kms:*", "Resource": "*"}""",
            5 => $$"""{"Effect": "Allow", "Principal": {"AWS": ["arn:aws:iam::111122223333:role/admin{{i}}", "arn:aws:iam::444455556666:role/tenant-acme", "{{account}}"]}, "Action": "kms:*", "Resource": "*"}""",
            6 => $$"""{"Effect": "Allow", "NotPrincipal": {"AWS": [{{names}}]}, "Action": "kms:Verify", "Resource": "*"}""",
            _ => $$$"""{"Effect": "Allow", "Principal": "*", "Action": "kms:De*", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-{{{i}}}", "aws:PrincipalTag/t{{{i}}}": "x" } } }""",
        };
    }
}
