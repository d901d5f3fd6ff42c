using System.Collections.Immutable;
using System.Text.Json;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>Generates random policies about the callers of <see cref="World"/>. Texts and patterns come from the attributes of these callers, so they often match.</summary>
internal static class WorldPolicies
{
    private static readonly ImmutableArray<string> Arns = [.. World.Callers.Select(caller => caller.Arn).OfType<string>().Distinct()];
    private static readonly ImmutableArray<string> Variables =
    [
        "${aws:PrincipalAccount}", "${aws:username}", "${aws:PrincipalTag/x}", "${aws:PrincipalTag/x, 'a'}", "${aws:ResourceOrgID}", "${aws:PrincipalOrgID}", "${aws:PrincipalTag/y}",
        "${aws:userid}", "${kms:EncryptionContext:app}", "a${aws:PrincipalTag/x}", "${aws:PrincipalTag/x}*", "*${aws:username}", "arn:aws:iam::${aws:PrincipalAccount}:role/a", "${*}",
    ];

    private static readonly Gen<string> TextOperator = Gen.Select(
        Gen.Frequency((6, Gen.Const("")), (1, Gen.Const("ForAllValues:")), (1, Gen.Const("ForAnyValue:"))),
        OneOf(
            "StringEquals", "StringEquals", "StringNotEquals", "StringLike", "StringLike", "StringNotLike", "ArnLike", "ArnNotLike", "ArnEquals", "ArnNotEquals", "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase"),
        Gen.Frequency((3, Gen.Const("")), (1, Gen.Const("IfExists"))),
        (set, name, end) => set + name + end);

    private static readonly Gen<string> IfExists = OneOf("", "", "IfExists");

    private static readonly ImmutableArray<(string Key, Gen<string> Value)> TextKeys =
    [
        ("aws:PrincipalArn", Pattern(Arns)),
        ("aws:PrincipalArn", Pattern(Arns)),
        ("aws:PrincipalAccount", Pattern([.. World.Accounts, "anonymous"])),
        ("kms:CallerAccount", Pattern(World.Accounts)),
        ("aws:username", Pattern(World.Names)),
        ("aws:userid", Pattern([.. World.RoleIds.SelectMany(id => World.Sessions.Select(session => $"{id}:{session}")), .. World.UserIds, .. World.Accounts, "222233334444:a", "anonymous"])),
        ("aws:PrincipalType", Pattern(["AssumedRole", "User", "Account", "FederatedUser", "Anonymous"])),
        ("aws:PrincipalOrgID", Pattern(World.Organizations)),
        ("aws:PrincipalOrgPaths", Pattern([.. World.Organizations.SelectMany(id => new[] { $"{id}/r-abcd/", $"{id}/r-abcd/ou-abcd-aaaaaaaa/" })])),
        ("aws:PrincipalTag/x", Pattern(World.Texts)),
        ("aws:PrincipalTag/y", Pattern(World.Texts)),
        ("aws:SourceAccount", Pattern(World.Accounts)),
        ("aws:SourceArn", Pattern([.. World.Accounts.Select(account => $"arn:aws:logs:eu-central-1:{account}:a"), "arn:aws:s3:::a"])),
        ("aws:PrincipalServiceName", Pattern(World.Services)),
        ("aws:SourceVpce", Pattern(World.Endpoints)),
        ("aws:SourceVpc", Pattern(World.Networks)),
        ("aws:VpceAccount", Pattern(World.Accounts)),
        ("aws:SourceIp", Pattern(World.Addresses)),
        ("kms:ViaService", Pattern(World.ViaServices)),
        ("kms:EncryptionContext:app", Pattern(World.Texts)),
        ("kms:EncryptionContextKeys", Pattern(["a", "b", "ab"])),
        ("aws:TagKeys", Pattern(["a", "b", "ab"])),
        ("aws:SourceIdentity", Pattern(World.Texts)),
        (World.UnknownKey, Pattern(World.Texts)),
    ];

    private static readonly ImmutableArray<Gen<WorldCondition>> Conditions =
    [
        .. TextKeys.Select(pair => Gen.Select(TextOperator, pair.Value.Array[1, 2], (name, values) => new WorldCondition(name, pair.Key, [.. values]))),
        Condition(["Null"], ["aws:PrincipalTag/x", "aws:PrincipalOrgID", "aws:SourceIp", "aws:MultiFactorAuthPresent"], ["true", "false"]),
        Condition(["Null"], ["aws:SourceArn", "aws:SourceAccount", "aws:username", "kms:ViaService", "aws:PrincipalArn", "aws:PrincipalAccount"], ["true", "false"]),
        Condition(["Bool"], ["aws:MultiFactorAuthPresent", "aws:PrincipalIsAWSService", "aws:ViaAWSService", "aws:PrincipalTag/x"], ["true", "false"]),
        Condition(["IpAddress", "NotIpAddress"], ["aws:SourceIp"], ["203.0.113.0/24", "0.0.0.0/1", "10.0.0.0/8", "2001:db8::/32", "::/0", "0.0.0.0/0", "128.0.0.0/1", "203.0.113.5"]),
        Condition(["IpAddress", "NotIpAddress"], ["aws:SourceIp"], ["203.0.113.0/24", "0.0.0.0/1", "10.0.0.0/8", "2001:db8::/32", "::/0", "0.0.0.0/0", "128.0.0.0/1", "203.0.113.5"]),
        Condition(["NumericLessThan", "NumericGreaterThanEquals", "NumericEquals", "NumericNotEquals"], ["aws:MultiFactorAuthAge", "aws:MultiFactorAuthAge", "aws:PrincipalTag/x"], ["5", "50", "7"]),
        Condition(["DateLessThan", "DateGreaterThan", "DateEquals", "DateGreaterThanEquals"], ["aws:TokenIssueTime"], ["2020-01-01T00:00:00Z", "2030-01-01"]),
    ];

    private static readonly Gen<string> Named = Gen.OneOf(
        OneOf([.. World.Accounts, .. World.Accounts.Select(account => $"arn:aws:iam::{account}:root")]),
        OneOf([.. World.Callers.Where(caller => caller.IsIdentity).Select(caller => caller.Principal)]));

    private static readonly Gen<(string Element, string Value)> Principal = Gen.Frequency(
        (5, OneOf(("Principal", "\"*\""), ("Principal", "{\"AWS\":\"*\"}"))),
        (3, Named.Array[1, 2].Select(names => ("Principal", $$"""{"AWS":{{JsonSerializer.Serialize(names)}}}"""))),
        (1, OneOf([.. World.Services]).Select(service => ("Principal", $$"""{"Service":"{{service}}"}"""))),
        (1, Named.Array[1, 3].Select(names => ("NotPrincipal", $$"""{"AWS":{{JsonSerializer.Serialize(names)}}}"""))));

    private static readonly Gen<(string Element, string Value)> Action = Gen.Frequency(
        (5, Gen.Const(("Action", "\"kms:*\""))),
        (1, OneOf(("Action", "\"kms:Decrypt\""), ("Action", "\"kms:RetireGrant\""), ("Action", "[\"kms:Put*\",\"kms:RetireGrant\"]"), ("NotAction", "\"kms:Decrypt\""), ("Action", "\"kms:TagResource\""))));

    /// <summary>A policy, with a further Allow and a further Deny. All of them use only a few keys, so that their conditions interact.</summary>
    public static Gen<(WorldPolicy Policy, WorldStatement Allow, WorldStatement Deny)> WithOthers { get; } =
        from keys in Gen.Int[0, Conditions.Length - 1].Array[1, 3]
        let condition = Gen.OneOf([.. keys.Select(key => Conditions[key])])
        from allows in Statement("Allow", condition).Array[2, 3]
        from denies in Statement("Deny", condition).Array[1, 4]
        from salt in Gen.Int
        select (new WorldPolicy([.. allows[1..], .. denies[1..]], salt), allows[0], denies[0]);

    public static Gen<WorldPolicy> Any { get; } = WithOthers.Select(all => all.Policy);

    private static Gen<WorldStatement> Statement(string effect, Gen<WorldCondition> condition) => Gen.Select(Principal, Action, condition.Array[0, 2])
        .Select((principal, action, conditions) => new WorldStatement(effect, principal.Element, principal.Value, action.Element, action.Value, [.. conditions]));

    private static Gen<WorldCondition> Condition(string[] operators, string[] keys, string[] values) => Gen.Select(
        OneOf(operators), IfExists, OneOf(keys), OneOf(values).Array[1, 2],
        (name, end, key, chosen) => new WorldCondition(name == "Null" ? name : name + end, key, [.. chosen]));

    /// <summary>One of the texts, a pattern that is made from it, or a variable.</summary>
    private static Gen<string> Pattern(ImmutableArray<string> texts) => Gen.Frequency(
        (8, Gen.Select(OneOf([.. texts]), Gen.Int[0, 9], Gen.Int[0, 60], Gen.Int[0, 60], Shorten)),
        (1, OneOf([.. Variables])));

    /// <summary>A pattern that is made from the text, or the text itself.</summary>
    public static string Shorten(string text, int form, int one, int other)
    {
        var (from, to) = (Math.Min(one, other) % (text.Length + 1), Math.Max(one, other) % (text.Length + 1));
        (from, to) = (Math.Min(from, to), Math.Max(from, to));
        return form switch
        {
            0 => text[..to] + "*",
            1 => "*" + text[from..],
            2 => text[..from] + "*" + text[to..],
            3 => "*" + text[from..to] + "*",
            4 when from < text.Length => text[..from] + "?" + text[(from + 1)..],
            5 when from < text.Length => text[..from] + "*" + text[(from + 1)..to.Clamp(from + 1)] + "*" + text[to.Clamp(from + 1)..],
            6 => text[..to],
            _ => text,
        };
    }

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static int Clamp(this int number, int least) => Math.Max(number, least);
}

internal sealed record WorldCondition(string Operator, string Key, ImmutableArray<string> Values);

internal sealed record WorldStatement(string Effect, string PrincipalElement, string Principal, string ActionElement, string Action, ImmutableArray<WorldCondition> Conditions)
{
    public override string ToString()
    {
        var operators = Conditions.DistinctBy(condition => (condition.Operator, condition.Key.ToUpperInvariant())).GroupBy(condition => condition.Operator)
            .Select(group => $"\"{group.Key}\":{{{string.Join(',', group.Select(condition => $"\"{condition.Key}\":{Write(condition.Values)}"))}}}");
        return $$$"""{"Effect":"{{{Effect}}}","{{{PrincipalElement}}}":{{{Principal}}},"{{{ActionElement}}}":{{{Action}}},"Resource":"*","Condition":{{{{string.Join(',', operators)}}}}}""";
    }

    private static string Write(ImmutableArray<string> values) => $"[{string.Join(',', values.Select(value => $"\"{value}\""))}]";
}

/// <param name="Statements">The statements, in order.</param>
/// <param name="Salt">Selects requests if there are too many.</param>
internal sealed record WorldPolicy(ImmutableArray<WorldStatement> Statements, int Salt)
{
    public override string ToString() => $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', Statements)}}]}""";

    /// <summary>The smallest policy with the same error, without the statements, conditions and values that the error does not need.</summary>
    public WorldPolicy Minimize(Predicate<WorldPolicy> isFaulty)
    {
        foreach (var smaller in Smaller())
        {
            if (isFaulty(smaller))
            {
                return smaller.Minimize(isFaulty);
            }
        }

        return this;
    }

    private IEnumerable<WorldPolicy> Smaller()
    {
        foreach (var statement in Statements)
        {
            yield return this with { Statements = Statements.Remove(statement) };
            foreach (var condition in statement.Conditions)
            {
                yield return With(statement, statement with { Conditions = statement.Conditions.Remove(condition) });
                foreach (var value in condition.Values.Length > 1 ? condition.Values : [])
                {
                    yield return With(statement, statement with { Conditions = statement.Conditions.Replace(condition, condition with { Values = condition.Values.Remove(value) }) });
                }
            }
        }
    }

    private WorldPolicy With(WorldStatement old, WorldStatement changed) => this with { Statements = Statements.Replace(old, changed) };
}
