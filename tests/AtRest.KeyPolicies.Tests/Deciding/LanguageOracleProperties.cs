using System.Collections.Immutable;
using System.Globalization;
using AtRest.KeyPolicies.Access;
using CsCheck;
using static AtRest.KeyPolicies.Tests.Deciding.Language;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Whether a foreign role gets in, decided a second time with <see cref="Language"/>: without representatives, for all ARNs, organizations and unique
/// ids that there can be. <c>ATREST_POLICIES</c> sets how many policies are tried.
/// </summary>
public sealed class LanguageOracleProperties
{
    private const int DefaultPolicies = 100;
    private const double MostIntricate = 0.05;
    private const int Steps = 4_000;
    private const double LeastDecided = 0.95;
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string NameCharacters = Digits + Lower + Upper + "_+=,.@-";

    /// <summary>All characters that generated patterns have, and <c>z</c>, <c>Z</c>, <c>9</c> and <c>~</c> for all others of their sort.</summary>
    private const string Alphabet = "arn:wsim/ole1234ubpo-AROXBPzZ9~*?";

    private static readonly int Policies = int.Parse(Environment.GetEnvironmentVariable("ATREST_POLICIES") ?? $"{DefaultPolicies}", CultureInfo.InvariantCulture);

    private static readonly ImmutableArray<(string Key, string[] Texts)> Keys =
    [
        ("aws:PrincipalArn", ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::222233334444:role/p/ab", "arn:aws:iam::222233334444:role/b", "arn:aws:iam::222233334443:role/ab"]),
        ("aws:PrincipalArn", ["arn:aws:iam::111122223333:role/a", "arn:aws:iam::222233334444:role/p/ab", "arn:aws:iam::222233334444:role/b", "arn:aws:iam::222233334443:role/ab"]),
        ("aws:PrincipalAccount", ["111122223333", "222233334444", "222233334443"]),
        ("aws:PrincipalOrgID", ["o-aaaaaaaaaa", "o-bbbbbbbbbb1"]),
        ("aws:userid", ["*:ab", "AROA*:a", "AROAX*", "AROA????????????:ab", "*:b*", "*1:??"]),
    ];

    private static readonly Language Account = Then([.. Enumerable.Repeat(One(Digits), 12)]);
    private static readonly Language Printable = One(Alphabet + NameCharacters);
    private static readonly Language Names = Or(
        Then(Or(EmptyText, Then(AtLeast(1, Printable), Text("/"))), AtLeast(1, One(NameCharacters))),
        Text("aws:ec2-infrastructure"));
    private static readonly Language Roles = And(Then(Text("arn:aws:iam::"), Account, Text(":role/"), Names), Not(WithAccount(Text("111122223333"))));
    private static readonly Language Organizations = Then(Text("o-"), AtLeast(10, One(Lower + Digits)));
    private static readonly Language UniqueIds = Then(Text("AROA"), AtLeast(12, One(Upper + Digits)), Text(":"), AtLeast(2, One(NameCharacters)));

    private static readonly Gen<WorldCondition> Condition =
        from key in Gen.Int[0, Keys.Length - 1]
        from name in Gen.OneOf("StringEquals", "StringLike", "StringLike", "ArnLike", "StringEqualsIgnoreCase")
        from isNegated in Gen.Bool
        from ifExists in Gen.OneOf("", "", "IfExists")
        from values in Gen.Select(Gen.Int[0, Keys[key].Texts.Length - 1], Gen.Int[0, 7], Gen.Int[0, 40], Gen.Int[0, 40], (text, form, one, other) => WorldPolicies.Shorten(Keys[key].Texts[text], form, one, other)).Array[1, 2]
        select new WorldCondition((isNegated ? name.Replace("String", "StringNot", StringComparison.Ordinal).Replace("ArnLike", "ArnNotLike", StringComparison.Ordinal) : name) + ifExists, Keys[key].Key, [.. values]);

    private static readonly Gen<WorldPolicy> Policy = Gen.Select(Condition.Array[1, 3].Array[1, 2], Condition.Array[1, 2].Array[0, 3], (allows, denies) => new WorldPolicy(
        [.. allows.Select(conditions => Statement("Allow", [.. conditions, new("StringEquals", "aws:PrincipalType", ["AssumedRole"])])), .. denies.Select(conditions => Statement("Deny", [.. conditions]))], 0));

    [Fact]
    public void Outsiders_OfAnyPolicyAboutTexts_ExistWhereTheOracleFindsATextForEachAttribute()
    {
        var (decided, letIn, intricate, all) = (0, 0, 0, 0);
        Policy.Sample(
            policy =>
            {
                Interlocked.Increment(ref all);
                if (IsTooIntricate(policy))
                {
                    Interlocked.Increment(ref intricate);
                }
                else if (IsFoundByOracle(policy) is { } expected)
                {
                    Interlocked.Increment(ref decided);
                    Interlocked.Add(ref letIn, expected ? 1 : 0);
                    if (!Agrees(policy, expected))
                    {
                        var smallest = policy.Minimize(smaller => IsFoundByOracle(smaller) is { } again && !Agrees(smaller, again));
                        Assert.Fail($"The oracle lets a foreign role in: {IsFoundByOracle(smallest)}; the analysis says otherwise.\n{smallest}");
                    }
                }
            },
            iter: Policies);

        ((double)intricate / all).ShouldBeLessThan(MostIntricate);
        ((double)decided / all).ShouldBeGreaterThan(LeastDecided);
        ((double)letIn / decided).ShouldBeInRange(0.1, 0.9);
    }

    /// <summary>A star before many question marks, several times over: then the answer is unknown, which is never wrong.</summary>
    private static bool IsTooIntricate(WorldPolicy policy)
    {
        try
        {
            _ = KeyPolicyAnalysis.Of(policy.ToString(), new KeySubject { Key = Requests.Key, Moment = DateTimeOffset.UnixEpoch }).Outsiders;
            return false;
        }
        catch (PolicyTooIntricateException)
        {
            return true;
        }
    }

    private static bool Agrees(WorldPolicy policy, bool expected) => KeyPolicyAnalysis.Of(policy.ToString(), new KeySubject { Key = Requests.Key, Moment = DateTimeOffset.UnixEpoch }).Outsiders.Any(outsider => outsider.IsCertain) == expected;

    private static WorldStatement Statement(string effect, ImmutableArray<WorldCondition> conditions) => new(effect, "Principal", "\"*\"", "Action", "\"kms:Decrypt\"", conditions);

    /// <summary>An Allow holds with all its conditions; of each Deny one condition fails.</summary>
    private static bool? IsFoundByOracle(WorldPolicy policy)
    {
        var denials = policy.Statements.Where(statement => statement.Effect == "Deny").Select(statement => statement.Conditions.DistinctBy(condition => (condition.Operator, condition.Key)).ToList()).ToList();
        bool? found = false;
        foreach (var allow in policy.Statements.Where(statement => statement.Effect == "Allow"))
        {
            IEnumerable<ImmutableArray<(WorldCondition Condition, bool Holds)>> choices = [[.. allow.Conditions.DistinctBy(condition => (condition.Operator, condition.Key)).Select(condition => (condition, true))]];
            foreach (var conditions in denials)
            {
                choices = choices.SelectMany(choice => conditions.Select(condition => choice.Add((condition, false))));
            }

            foreach (var choice in choices)
            {
                var result = IsPossible(choice);
                if (result == true)
                {
                    return true;
                }

                found = result is null ? null : found;
            }
        }

        return found;
    }

    private static bool? IsPossible(ImmutableArray<(WorldCondition Condition, bool Holds)> demands)
    {
        bool?[] answers =
        [
            And([Roles, .. Of("aws:PrincipalArn", texts => texts), .. Of("aws:PrincipalAccount", WithAccount)]).HasText(Alphabet, Steps),
            HasAll("aws:PrincipalOrgID", false) ? true : And([Organizations, .. Of("aws:PrincipalOrgID", texts => texts)]).HasText(Alphabet, Steps),
            And([UniqueIds, .. Of("aws:userid", texts => texts)]).HasText(Alphabet, Steps),
        ];
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;

        IEnumerable<Language> Of(string key, Func<Language, Language> place) => demands.Where(demand => demand.Condition.Key == key)
            .Select(demand => (place(Or(demand.Condition.Values.Select(value => Matching(value, demand.Condition.Operator)))), demand))
            .Select(pair => IsNegated(pair.demand.Condition) != pair.demand.Holds ? pair.Item1 : Not(pair.Item1));

        // Without the key a positive condition fails, a negated one holds, and so does one with IfExists.
        bool HasAll(string key, bool isPresent) => !isPresent && demands.Where(demand => demand.Condition.Key == key)
            .All(demand => (IsNegated(demand.Condition) || demand.Condition.Operator.EndsWith("IfExists", StringComparison.Ordinal)) == demand.Holds);
    }

    private static bool IsNegated(WorldCondition condition) => condition.Operator.Contains("Not", StringComparison.Ordinal);

    private static Language WithAccount(Language accounts) => Then(Text("arn:aws:iam::"), And(accounts, Account), Text(":role/"), Everything);

    private static Language Matching(string value, string name)
    {
        if (name.StartsWith("Arn", StringComparison.Ordinal))
        {
            var components = value.Split(':', 6);
            var inside = Many(One((Alphabet + NameCharacters).Replace(":", "", StringComparison.Ordinal)));
            var parts = components.SelectMany((component, index) => new[] { index == 0 ? EmptyText : Text(":"), Pattern(component, index < 5 ? inside : Many(Printable), index < 5) });
            var whole = Then([.. parts]);
            return And(components.Length < 6 ? Then(whole, Text(":"), Everything) : whole, Then(Text("arn:"), Everything));
        }

        return name.Contains("IgnoreCase", StringComparison.Ordinal) ? Then([.. value.Select(character => One($"{char.ToUpperInvariant(character)}{char.ToLowerInvariant(character)}"))])
            : name.Contains("Like", StringComparison.Ordinal) ? Pattern(value, Many(Printable), false)
            : Text(value);
    }

    private static Language Pattern(string pattern, Language star, bool isWithinComponent) => Then([.. pattern.Select(character => character switch
    {
        '*' => star,
        '?' => One(isWithinComponent ? (Alphabet + NameCharacters).Replace(":", "", StringComparison.Ordinal) : Alphabet + NameCharacters),
        _ => Text($"{character}"),
    })]);
}
