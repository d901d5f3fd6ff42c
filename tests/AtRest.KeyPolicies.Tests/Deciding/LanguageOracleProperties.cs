using System.Collections.Immutable;
using AtRest.KeyPolicies.Access;
using AtRest.Tests.Shared;
using CsCheck;
using static AtRest.KeyPolicies.Tests.Deciding.Language;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Decides with <see cref="Language"/> whether a foreign role has access, and compares the result with the analysis. It uses no representatives, but all
/// possible ARNs, organizations and unique IDs.
/// </summary>
public sealed class LanguageOracleProperties
{
    private const double MostIntricate = 0.05;
    private const int Steps = 4_000;
    private const double LeastDecided = 0.95;
    private const string Digits = "0123456789";
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string NameCharacters = Digits + Lower + Upper + "_+=,.@-";

    /// <summary>All characters in generated patterns, and <c>z</c>, <c>Z</c>, <c>9</c> and <c>~</c>, which represent all others of their kind.</summary>
    private const string Alphabet = "arn:wsim/ole1234ubpo-AROXBPzZ9~*?";

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
    public void Outsiders_OfAnyPolicyAboutTexts_ExistIfTheOracleFindsATextForEachAttribute()
    {
        var (decided, letIn, intricate, all) = (0, 0, 0, 0);
        Policy.SampleFixed(
            policy =>
            {
                Interlocked.Increment(ref all);
                if (IsTooComplex(policy))
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
                        Assert.Fail($"The oracle says that a foreign role has access: {IsFoundByOracle(smallest)}. The analysis says the opposite.\n{smallest}");
                    }
                }
            });

        ((double)intricate / all).ShouldBeLessThan(MostIntricate);
        ((double)decided / all).ShouldBeGreaterThan(LeastDecided);
        ((double)letIn / decided).ShouldBeInRange(0.1, 0.9);
    }

    /// <summary>Whether the analysis exceeds its budget, for example for several stars before many question marks. The answer is then unknown, which is never wrong.</summary>
    private static bool IsTooComplex(WorldPolicy policy)
    {
        try
        {
            _ = KeyPolicyAnalysis.Of(policy.ToString(), new KeySubject { Key = Requests.Key, Moment = DateTimeOffset.UnixEpoch }).Outsiders;
            return false;
        }
        catch (PolicyTooComplexException)
        {
            return true;
        }
    }

    private static bool Agrees(WorldPolicy policy, bool expected) => KeyPolicyAnalysis.Of(policy.ToString(), new KeySubject { Key = Requests.Key, Moment = DateTimeOffset.UnixEpoch }).Outsiders.Any(outsider => outsider.IsCertain) == expected;

    private static WorldStatement Statement(string effect, ImmutableArray<WorldCondition> conditions) => new(effect, "Principal", "\"*\"", "Action", "\"kms:Decrypt\"", conditions);

    /// <summary>Whether there is a request that meets all conditions of an Allow, and for each Deny fails at least one condition.</summary>
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

    private static bool? IsPossible(ImmutableArray<(WorldCondition Condition, bool Holds)> criteria)
    {
        bool?[] answers =
        [
            And([Roles, .. Of("aws:PrincipalArn", texts => texts), .. Of("aws:PrincipalAccount", WithAccount)]).HasText(Alphabet, Steps),
            HasAll("aws:PrincipalOrgID", false) ? true : And([Organizations, .. Of("aws:PrincipalOrgID", texts => texts)]).HasText(Alphabet, Steps),
            And([UniqueIds, .. Of("aws:userid", texts => texts)]).HasText(Alphabet, Steps),
        ];
        return answers.Contains(false) ? false : answers.Contains(null) ? null : true;

        IEnumerable<Language> Of(string key, Func<Language, Language> place) => criteria.Where(criterion => criterion.Condition.Key == key)
            .Select(criterion => (place(Or(criterion.Condition.Values.Select(value => Matching(value, criterion.Condition.Operator)))), criterion))
            .Select(pair => IsNegated(pair.criterion.Condition) != pair.criterion.Holds ? pair.Item1 : Not(pair.Item1));

        // If the key is absent, a positive condition is not met. A negated condition is met, and so is a condition with IfExists.
        bool HasAll(string key, bool isPresent) => !isPresent && criteria.Where(criterion => criterion.Condition.Key == key)
            .All(criterion => (IsNegated(criterion.Condition) || criterion.Condition.Operator.EndsWith("IfExists", StringComparison.Ordinal)) == criterion.Holds);
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
