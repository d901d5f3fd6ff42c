using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace AtRest.KeyPolicies.Tests;

/// <summary>Tests that the form of a policy is recognized and the policy is extracted: <c>Cases/forms-*.json</c>.</summary>
public sealed class KeyPolicyDocumentTests
{
    public static TheoryData<string> Names => [.. CaseFiles.Read("forms").Select(item => item.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Extract_TextOfCase_GivesFormAndPolicy(string name)
    {
        var item = CaseFiles.Find("forms", name);
        var raw = item.GetProperty("text").GetString()!;

        var result = KeyPolicyDocument.Extract(raw);

        result.Form.ToString().ShouldBe(item.GetProperty("form").GetString(), result.Text);
        result.Text.ShouldBe(item.TryGetProperty("policy", out var policy) ? policy.GetString() : raw);
    }

    [Fact]
    public void Extract_EveryForm_HasACase() =>
        CaseFiles.Read("forms").Select(item => item.Case.GetProperty("form").GetString()).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(Enum.GetNames<KeyPolicyForm>().Order(StringComparer.Ordinal));

    [Fact]
    public void Extract_LoneSurrogates_AreLeftToTheParser()
    {
        foreach (var raw in new[] { "[\"{\\uD800\"]", "{\"Policy\": \"{\\uD800\"}", "{\"a\": \"\\uD800\"}" })
        {
            KeyPolicyDocument.Extract(raw).ShouldBe(new() { Text = raw, Form = KeyPolicyForm.Plain });
            KeyPolicy.Parse(raw).Policy.ShouldBeNull();
        }
    }

    [Fact]
    public void Extract_PolicyOfTheLargestSize_IsExtracted()
    {
        var policy = "{\"Id\": \"" + new string('ü', PolicyLimits.KeyPolicyBytes / 2 - 40) + "\", \"Statement\": []}";

        KeyPolicyDocument.Extract(JsonSerializer.Serialize(policy)).Text.ShouldBe(policy);
    }

    [Theory]
    [InlineData("\"", "{", "\"")]
    [InlineData("Policy: \"", "{\\n \\\n", "\"")]
    [InlineData("Policy: |\n", "  {\n", "")]
    [InlineData("", "{\\\"", "")]
    [InlineData("", "[\"", "")]
    [InlineData("{", "\"Policy\":{\"a\":", "")]
    public void Extract_HugeOrDeepText_Terminates(string before, string piece, string after)
    {
        // Just below and just above the length from which on no form is recognized.
        foreach (var length in new[] { 1_900_000, 2_100_000 })
        {
            var raw = before + new StringBuilder().Insert(0, piece, length / piece.Length) + after;
            var clock = Stopwatch.StartNew();

            KeyPolicy.Parse(KeyPolicyDocument.Extract(raw).Text).Policy.ShouldBeNull();

            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        }
    }
}
