using System.Collections.Immutable;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Properties;

/// <summary>Generates policies and requests from a small vocabulary, so that they often match.</summary>
internal static class Generators
{
    private const string Account = "444455556666";

    private static readonly Gen<string> Principal = Gen.OneOf(
        "\"*\"",
        """{"AWS":"*"}""",
        $$"""{"AWS":"arn:aws:iam::{{Account}}:root"}""",
        $$"""{"AWS":"{{Account}}"}""",
        $$"""{"AWS":["arn:aws:iam::{{Account}}:role/tenant","arn:aws:iam::111122223333:root"]}""",
        $$"""{"AWS":["arn:aws:iam::{{Account}}:role/tenant","arn:aws:iam::{{Account}}:root"]}""",
        $$"""{"AWS":["arn:aws:iam::{{Account}}:role/tenant","arn:aws:iam::{{Account}}:root","arn:aws:sts::{{Account}}:assumed-role/tenant/s"]}""",
        $$"""{"AWS":"arn:aws:sts::{{Account}}:assumed-role/tenant/s"}""",
        $$"""{"AWS":"arn:aws:iam::{{Account}}:user/u"}""",
        """{"Service":["ec2.amazonaws.com","s3.amazonaws.com"]}""",
        """{"AWS":"AROACKCEVSQ6C2EXAMPLE"}""");

    private static readonly Gen<string> Action = Gen.OneOf(
        "\"*\"", "\"kms:*\"", "\"kms:Decrypt\"", "\"KMS:de*\"", """["kms:Encrypt","kms:?ecrypt"]""", "\"s3:*\"");

    private static readonly Gen<string> Resource = Gen.OneOf(
        "\"*\"", "\"*\"", "\"arn:aws:kms:*:*:key/*\"", "\"arn:aws:kms:*:*:alias/*\"", "\"arn:aws:kms:*:*:key/${k:a}*\"");

    private static readonly Gen<string> Comparison = Gen.OneOf(
        "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike",
        "NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericGreaterThanEquals", "DateEquals", "DateNotEquals", "DateLessThanEquals",
        "DateGreaterThan", "Bool", "BinaryEquals", "IpAddress", "NotIpAddress", "ArnEquals", "ArnNotLike");

    private static readonly Gen<string> Operator = Gen.Frequency(
        (1, Gen.OneOf("Null", "ForAllValues:Null", "ForAnyValue:Null")),
        (9, Gen.Select(
            Gen.OneOf("", "", "ForAllValues:", "ForAnyValue:"), Comparison, Gen.OneOf("", "IfExists"), (set, name, end) => set + name + end)));

    /// <summary>The condition keys of policies and requests.</summary>
    public static readonly ImmutableArray<string> Keys = ["k:a", "k:b", "k:c"];

    /// <summary>The values that both policies and requests have.</summary>
    public static readonly Gen<string> Value = Gen.OneOf(
        "", "a", "A", "ab", "*", "a*", "?", "true", "false", "1", "1.0", "10", "2020", "2020-01-01", "2020-01-01T00:00:00Z", "1577836800",
        "QQ==", "10.0.0.1", "10.0.0.0/8", "::1", "::/0", "arn:aws:s3:::a", "arn:aws:s3:::*", "arn:aws:kms:r:1:key/a");

    private static readonly Gen<string> PolicyValue = Gen.Frequency(
        (5, Value), (1, Gen.OneOf("${k:b}", "x${k:b}*", "${k:c, 'a'}", "${*}", "arn:aws:s3:::${k:c}", "${k:c, '*'}a")));

    private static readonly Gen<string> Condition = Gen.Select(
        Operator, Gen.OneOf("k:a", "K:A", "k:b", "k:c"), PolicyValue.Array[0, 3],
        (name, key, values) => $"\"{name}\":{{\"{key}\":[{string.Join(",", values.Select(value => $"\"{value}\""))}]}}");

    /// <summary>The JSON text of a statement.</summary>
    public static readonly Gen<string> Statement = Gen.Select(
        Gen.OneOf("Allow", "Allow", "Deny"),
        Gen.Select(Gen.OneOf("", "", "", "Not"), Principal),
        Gen.Select(Gen.OneOf("", "", "", "Not"), Action),
        Gen.Select(Gen.OneOf("", "", "", "Not"), Resource),
        Condition.Array[0, 2],
        (effect, principal, action, resource, conditions) =>
            $$$"""{"Effect":"{{{effect}}}","{{{principal.Item1}}}Principal":{{{principal.Item2}}},"{{{action.Item1}}}Action":{{{action.Item2}}},"{{{resource.Item1}}}Resource":{{{resource.Item2}}},"Condition":{{{{string.Join(",", conditions.DistinctBy(Name))}}}}}""");

    /// <summary>Up to five statements.</summary>
    public static readonly Gen<string[]> Statements = Statement.Array[0, 5];

    private static readonly Gen<string> Requester = Gen.OneOf(
        Requests.Role, $"arn:aws:sts::{Account}:assumed-role/tenant/s", $"arn:aws:sts::{Account}:assumed-role/tenant/t", $"arn:aws:iam::{Account}:root",
        Account, $"arn:aws:iam::{Account}:user/u", "arn:aws:iam::111122223333:role/x", "ec2.amazonaws.com", "anonymous");

    /// <summary>Each key absent, known with up to three values, or unknown.</summary>
    private static readonly Gen<(bool IsUnknown, string[] Values)> KeyState = Gen.Frequency(
        (2, Gen.Const((true, Array.Empty<string>()))), (2, Gen.Const((false, Array.Empty<string>()))), (4, Value.Array[1, 3].Select(values => (false, values))));

    public static readonly Gen<AccessRequest> Request = Gen.Select(
        Requester, Gen.OneOf("kms:Decrypt", "kms:Encrypt", "kms:PutKeyPolicy"), KeyState.Array[Keys.Length],
        (principal, action, states) => Requests.Create(
            principal,
            action,
            Keys.Zip(states).Where(key => key.Second.Values.Length > 0).Select(key => KeyValuePair.Create(key.First, key.Second.Values.ToImmutableArray())),
            Keys.Zip(states).Where(key => key.Second.IsUnknown).Select(key => key.First)));

    /// <summary>Ranks outcomes by their access.</summary>
    public static int Access(this AccessOutcome outcome) => outcome switch
    {
        AccessOutcome.Allow => 3,
        AccessOutcome.Delegated => 2,
        AccessOutcome.Conditional => 1,
        _ => 0,
    };

    private static string Name(string condition) => condition[..condition.IndexOf("\":", StringComparison.Ordinal)].ToUpperInvariant();
}
