using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies;

/// <summary>
/// The text of a key policy, extracted from the form in which it was given. <c>GetKeyPolicy</c> returns the policy as a string
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html), and the AWS CLI prints that string in the format of its <c>--output</c>
/// (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html).
/// </summary>
public sealed record KeyPolicyDocument
{
    /// <summary>The text to parse. The line and column of a <see cref="PolicyIssue"/> refer to this text.</summary>
    public required string Text { get; init; }

    /// <summary>The form from which the text was extracted.</summary>
    public required KeyPolicyForm Form { get; init; }

    /// <summary>
    /// Recognizes the form and extracts the policy. Does not throw: a text in an unknown form is returned unchanged as <see cref="KeyPolicyForm.Plain"/>,
    /// and <see cref="KeyPolicy.Parse"/> reports its errors.
    /// </summary>
    public static KeyPolicyDocument Extract(string raw) => PolicyForms.Extract(raw);
}

/// <summary>The form in which a key policy was given.</summary>
public enum KeyPolicyForm : byte
{
    /// <summary>The policy itself, or a text that is not a policy in any known form.</summary>
    Plain,

    /// <summary><c>{"Policy": "…", "PolicyName": "default"}</c>, as <c>--output json</c> prints it and as the API returns it.</summary>
    GetKeyPolicyJson,

    /// <summary>The policy and its name <c>default</c>, as <c>--output text</c> prints them.</summary>
    GetKeyPolicyText,

    /// <summary><c>Policy: "…"</c> and <c>PolicyName: default</c>, as <c>--output yaml</c> and <c>--output yaml-stream</c> print them.</summary>
    GetKeyPolicyYaml,

    /// <summary>A JSON string, or a list with one string, as <c>--query Policy</c> and <c>--query '[Policy]'</c> print it.</summary>
    JsonString,

    /// <summary>A YAML string that is not a JSON string, as <c>--query Policy --output yaml</c> prints it.</summary>
    YamlString,

    /// <summary>The content of a JSON string without the quotation marks: <c>{\"Version\": …}</c>.</summary>
    EscapedText,

    /// <summary>The only policy among the members of an object, such as <c>KeyPolicy</c> in the properties of a CloudFormation resource.</summary>
    Member,
}
