using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using AtRest.KeyPolicies.Grants;
using AtRest.KeyPolicies.Naming;

namespace AtRest.KeyPolicies.Simulation;

/// <summary>Creates an evaluator from the <c>policy</c>, <c>keyArn</c> and <c>grants</c> of a line.</summary>
internal static class EvaluatorReader
{
    private const int MaxIssues = 10;

    /// <summary>Creates the evaluator.</summary>
    /// <exception cref="InvalidLineException">The policy or key is missing, or the policy, key or grants are not valid.</exception>
    public static KeyPolicyEvaluator Read(in SimulationLine line)
    {
        var key = ReadKey(line.KeyArn);
        var policy = ReadPolicy(line.Policy);
        return new KeyPolicyEvaluator(policy, key, ReadGrants(line.Grants));
    }

    private static KmsKeyArn ReadKey(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.IsEmpty ? throw new InvalidLineException("The line has no 'keyArn'.") : Text(utf8, "'keyArn'");
        return KmsKeyArn.TryParse(text, out var key) ? key : throw new InvalidLineException($"'keyArn' is not the ARN of an AWS KMS key: '{text}'. Allowed: {ArnForms.Key}.");
    }

    private static KeyPolicy ReadPolicy(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            throw new InvalidLineException("The line has no 'policy'.");
        }

        // GetKeyPolicy returns the text of the policy as a string. Its whole response is an object with this string. Both are accepted.
        var text = utf8[0] == '"' ? Text(utf8, "'policy'") : Encoding.UTF8.GetString(utf8);
        var result = KeyPolicy.Parse(KeyPolicyDocument.Extract(text).Text);
        return result.Policy ?? throw new InvalidLineException($"'policy': {Describe(result.Issues)}");
    }

    private static ImmutableArray<KeyGrant> ReadGrants(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return [];
        }

        var reader = new Utf8JsonReader(utf8);
        var list = GrantList.Read(JsonElement.ParseValue(ref reader), key: null);
        return list.Errors.IsEmpty ? list.Grants : throw new InvalidLineException($"'grants': {string.Join(" ", list.Errors.Take(MaxIssues))}");
    }

    private static string Describe(ImmutableArray<PolicyIssue> issues)
    {
        var errors = issues.Where(issue => issue.IsError).ToList();
        var shown = errors.Take(MaxIssues).Select(issue => string.Create(CultureInfo.InvariantCulture, $"line {issue.Line}, column {issue.Column}, {issue.Path}: {issue.Message}"));
        var more = errors.Count > MaxIssues ? $" … and {errors.Count - MaxIssues} more." : "";
        return string.Join(" ", shown) + more;
    }

    private static string Text(ReadOnlySpan<byte> utf8, string what)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        return JsonStrings.Read(ref reader, what);
    }
}
