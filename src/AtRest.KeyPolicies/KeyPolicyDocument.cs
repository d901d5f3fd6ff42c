using AtRest.KeyPolicies.Parsing;

namespace AtRest.KeyPolicies;

/// <summary>
/// The text of a key policy, taken out of the form in which people have it. <c>GetKeyPolicy</c> returns the policy as a string
/// (https://docs.aws.amazon.com/kms/latest/APIReference/API_GetKeyPolicy.html), and the AWS CLI prints that string in the format of its <c>--output</c>
/// (https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-output-format.html).
/// </summary>
public sealed record KeyPolicyDocument
{
    /// <summary>The text to parse. Lines and columns of a <see cref="PolicyIssue"/> count in it.</summary>
    public required string Text { get; init; }

    /// <summary>The form that the text was taken out of.</summary>
    public required KeyPolicyForm Form { get; init; }

    /// <summary>
    /// Recognizes the form and takes the policy out of it. Never throws: a text in no known form is <see cref="KeyPolicyForm.Plain"/> and comes back as it
    /// is, and <see cref="KeyPolicy.Parse"/> says what is wrong with it.
    /// </summary>
    public static KeyPolicyDocument Extract(string raw) => PolicyForms.Extract(raw);
}

/// <summary>In which form a key policy was given.</summary>
public enum KeyPolicyForm : byte
{
    /// <summary>The policy itself, or something that is not a policy in any form.</summary>
    Plain,

    /// <summary><c>{"Policy": "…", "PolicyName": "default"}</c>, as <c>--output json</c> prints it and as the API returns it.</summary>
    GetKeyPolicyJson,

    /// <summary>The policy and its name <c>default</c>, as <c>--output text</c> prints them.</summary>
    GetKeyPolicyText,

    /// <summary><c>Policy: "…"</c> and <c>PolicyName: default</c>, as <c>--output yaml</c> and <c>--output yaml-stream</c> print them.</summary>
    GetKeyPolicyYaml,

    /// <summary>A JSON string, or a list of one, as <c>--query Policy</c> and <c>--query '[Policy]'</c> print it.</summary>
    JsonString,

    /// <summary>A YAML string that is not a JSON string, as <c>--query Policy --output yaml</c> prints it.</summary>
    YamlString,

    /// <summary>The inside of a JSON string without its quotation marks: <c>{\"Version\": …}</c>.</summary>
    EscapedText,

    /// <summary>The only policy among the members of an object, such as the <c>KeyPolicy</c> of a CloudFormation resource's properties.</summary>
    Member,
}
