using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using AtRest.KeyPolicies.Access;
using AtRest.KeyPolicies.Deciding;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;
using AtRest.Tests.Shared;
using CsCheck;

namespace AtRest.KeyPolicies.Tests.Deciding;

/// <summary>
/// Compares the analyses of <see cref="KeyPolicyAnalyses"/>, which share their answers, with analyses of each key alone, for random policies.
/// </summary>
public sealed class SharedAnalysisProperties
{
    private const string Stranger = "arn:aws:kms:eu-central-1:111122223333:key/99999999-12ab-34cd-56ef-1234567890ab";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
    private static readonly JsonSerializerOptions Options = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a resource can be: any, the key itself, one of the other keys, a pattern that only some of the keys match, a variable.</summary>
    private static readonly ImmutableArray<string> Resources =
        ["*", "*", "*", "OWN", "OWN", Stranger, KeyOf(1).Value, "arn:aws:kms:*:111122223333:key/*", "arn:aws:kms:*:*:key/*1234567890a1", "arn:aws:kms:eu-central-1:111122223333:key/${aws:username}"];

    [Fact]
    public void Of_KeysOfOneTemplate_AnswersAsForEachAlone() => Gen.Select(WorldPolicies.Any, Gen.Int[0, Resources.Length - 1].Array[1, 3], Gen.Int[0, 2]).SampleFixed(
        (policy, resources, kind) =>
        {
            var analyses = new KeyPolicyAnalyses();
            foreach (var key in Enumerable.Range(0, 3).Select(KeyOf))
            {
                var text = TextFor(policy, resources, key);
                var subject = Subject(key, kind);
                var shared = Answers(analyses.Of(text, subject), subject);
                shared.ShouldBe(Answers(KeyPolicyAnalysis.Of(text, subject), subject), text);
            }
        });

    [Fact]
    public void Of_KeysThatDifferInOneFact_AnswersAsForEachAlone() => WorldPolicies.Any.SampleFixed(
        policy =>
        {
            var analyses = new KeyPolicyAnalyses();
            var text = policy.ToString();
            KeySubject[] subjects =
            [
                Subject(KeyOf(0), 0),
                Subject(KeyOf(1), 0) with { Roles = [RoleOf("arn:aws:iam::222233334444:role/b")] },
                Subject(KeyOf(1), 0) with { Roles = [RoleOf(World.ExpectedRole), RoleOf("arn:aws:iam::222233334444:role/b")] },
                Subject(KmsKeyArn.Parse("arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890a1"), 0),
                Subject(KmsKeyArn.Parse("arn:aws:kms:eu-central-1:222233334444:key/1234abcd-12ab-34cd-56ef-1234567890a1"), 0),
                Subject(KmsKeyArn.Parse("arn:aws:kms:eu-central-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890a1"), 0),
                Subject(KeyOf(2), 0) with { Facts = new() { KeySpec = "SYMMETRIC_DEFAULT", MultiRegion = true } },
                Subject(KeyOf(2), 0) with { Moment = Now.AddYears(5) },
                Subject(KeyOf(2), 1),
                Subject(KeyOf(2), 2),
            ];
            foreach (var subject in subjects)
            {
                Answers(analyses.Of(text, subject), subject).ShouldBe(Answers(KeyPolicyAnalysis.Of(text, subject), subject), text);
            }
        },
        iter: 25);

    /// <summary>Otherwise the test above would compare analyses that share nothing.</summary>
    [Fact]
    public void Of_KeysOfOneTemplate_MakesTheSearchOnce()
    {
        var policy = $$"""{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"OWN"},{"Effect":"Allow","Principal":{"AWS":"{{World.Tenant}}"},"Action":"kms:Decrypt","Resource":"*"}]}""";
        var analyses = new KeyPolicyAnalyses();
        var first = analyses.Of(policy.Replace("OWN", KeyOf(0).Value, StringComparison.Ordinal), Subject(KeyOf(0), 0));
        var second = analyses.Of(policy.Replace("OWN", KeyOf(1).Value, StringComparison.Ordinal), Subject(KeyOf(1), 0));

        second.Outsiders.ShouldBe(first.Outsiders);
        second.Public.ShouldBeSameAs(first.Public);
        second.Subject.Key.ShouldBe(KeyOf(1));
    }

    [Fact]
    public void Of_MoreTemplatesThanAreKept_AnswersAll()
    {
        var analyses = new KeyPolicyAnalyses();
        for (var number = 0; number < 300; number++)
        {
            var text = $$"""{"Statement":{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::999988887777:role/r{{number % 150}}"},"Action":"kms:Decrypt","Resource":"*"} }""";
            analyses.Of(text, Subject(KeyOf(number % 10), 0)).Outsiders.ShouldHaveSingleItem().Name.ShouldEndWith($"/r{number % 150}");
        }
    }

    [Fact]
    public void PlainPolicy_WithoutOutsiders_IsWhatTheSearchFinds()
    {
        var plain = 0;
        WorldPolicies.Any.SampleFixed(
            policy =>
            {
                var text = policy.ToString().Replace("\"Principal\":\"*\"", $"\"Principal\":{{\"AWS\":\"{World.ExpectedRole}\"}}", StringComparison.Ordinal).Replace("\"Principal\":{\"AWS\":\"*\"}", $"\"Principal\":{{\"AWS\":\"{World.Owner}\"}}", StringComparison.Ordinal);
                var subject = Subject(KeyOf(0), 0);
                var reading = KeyPolicyReading.Of(subject.Key, subject.Facts, text);
                var search = new PolicyCallers(new PolicyModel(reading, Now, new WorkBudget()), subject.Roles);
                if (!PlainPolicy.IsOpen(reading))
                {
                    search.Public().ShouldBeNull(text);
                }

                if (PlainPolicy.HasNoOutsiders(reading, subject.Roles))
                {
                    Interlocked.Increment(ref plain);
                    search.FindForeign(caller => caller.Principal != World.ExpectedRole).ShouldBeEmpty(text);
                    search.FindServices(caller => caller.Account != World.Owner).ShouldBeEmpty(text);
                }
            },
            iter: 400);
        plain.ShouldBeGreaterThan(10);
    }

    [Fact]
    public async Task Answers_AskedByManyThreads_AreTheSame()
    {
        var policy = """{"Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/x":"a*"} } },{"Effect":"Deny","Principal":"*","Action":"kms:Decrypt","Resource":"*","Condition":{"StringNotEquals":{"aws:SourceVpce":"vpce-aaaaaaaa"} } }]}""";
        for (var round = 0; round < 20; round++)
        {
            var analyses = new KeyPolicyAnalyses();
            var expected = Answers(KeyPolicyAnalysis.Of(policy, Subject(KeyOf(0), 1)), Subject(KeyOf(0), 1));
            var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(() => Answers(analyses.Of(policy, Subject(KeyOf(number), 1)), Subject(KeyOf(number), 1)))));
            answers.ShouldAllBe(answer => answer == expected);
        }
    }

    private static string TextFor(WorldPolicy policy, int[] resources, KmsKeyArn key)
    {
        var next = 0;
        return string.Join("\"Resource\":\"", policy.ToString().Split("\"Resource\":\"*").Select((part, index) => index == 0 ? part : Resources[resources[next++ % resources.Length]].Replace("OWN", key.Value, StringComparison.Ordinal) + part));
    }

    private static KmsKeyArn KeyOf(int number) => KmsKeyArn.Parse($"arn:aws:kms:eu-central-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890a{number}");

    private static Arn RoleOf(string arn) => Arn.TryParse(arn, out var role) ? role : throw new InvalidOperationException(arn);

    /// <summary>Without known grants; with a grant for a volume, whose ID no other key has; or with a grant for the role.</summary>
    private static KeySubject Subject(KmsKeyArn key, int kind) => new()
    {
        Key = key,
        Roles = [RoleOf(World.ExpectedRole)],
        Facts = kind == 0 ? null : new() { KeySpec = "SYMMETRIC_DEFAULT", KeyUsage = "ENCRYPT_DECRYPT", Origin = "AWS_KMS" },
        Grants = kind == 0 ? null : [new KeyGrant
        {
            GrantId = $"grant-{key.KeyId}",
            GranteePrincipal = kind == 1 ? $"arn:aws:sts::{World.Tenant}:assumed-role/aws:ec2-infrastructure/i-{key.KeyId}" : World.ExpectedRole,
            Operations = ["Decrypt", "Encrypt", "Sign"],
        }],
        Moment = Now,
    };

    private static string Answers(KeyPolicyAnalysis analysis, KeySubject subject) => string.Join(
        '\n',
        Answer(() => analysis.Public),
        Answer(() => analysis.Outsiders),
        Answer(() => analysis.OwnerControl),
        Answer(() => subject.Roles.Select(analysis.AccessOf).ToList()),
        Answer(() => subject.Roles.Select(analysis.ExcessOf).Select(excess => new { excess.Answers, excess.Held, excess.HeldByGrantsAlone, excess.Statements, Grants = excess.GrantsFor(excess.Held) }).ToList()),
        Answer(() => analysis.Deleted.Select(found => new { found.Statement.Index, found.Principal.Text }).ToList()),
        Answer(() => analysis.Unmet()),
        Answer(analysis.Fix),
        Answer(() => analysis.Reading.Text));

    /// <summary>That a policy is too complex is an answer, too: it must not depend on what was analyzed before.</summary>
    private static string Answer<T>(Func<T> answer)
    {
        try
        {
            return JsonSerializer.Serialize(answer(), Options);
        }
        catch (PolicyTooComplexException)
        {
            return "too complex";
        }
    }
}
