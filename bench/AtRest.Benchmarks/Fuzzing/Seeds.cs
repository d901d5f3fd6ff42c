using AtRest.Benchmarks.Policies;

namespace AtRest.Benchmarks.Fuzzing;

/// <summary>Where mutation begins: right policies that use every part of the language, and pieces to splice into them.</summary>
internal static class Seeds
{
    public static string[] Policies { get; } =
    [
        Documented.Policy,
        """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"kms:*","Resource":"*","Condition":{"StringEquals":{"kms:CallerAccount":"111122223333"},"ForAnyValue:StringLikeIfExists":{"aws:PrincipalOrgPaths":["o-1/*","o-2/*"]}}}]}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Deny","NotPrincipal":{"AWS":["arn:aws:iam::444455556666:role/tenant-acme","444455556666"]},"NotAction":["kms:Get*","kms:Li?t*"],"NotResource":"arn:aws:kms:*:*:key/x*","Condition":{"ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/a*b*c"},"Bool":{"kms:GrantIsForAWSResource":true},"NumericLessThan":{"aws:MultiFactorAuthAge":3600},"DateGreaterThan":{"aws:CurrentTime":"2026-11-24T00:00:00Z"},"IpAddress":{"aws:SourceIp":["10.0.0.0/8","2001:db8::/32"]},"Null":{"aws:TokenIssueTime":"true"},"BinaryEquals":{"a:b":"QQ=="},"StringNotLike":{"aws:PrincipalTag/${aws:username}":"${aws:PrincipalTag/a, 'x'}*${*}"}}}}""",
        """{"Statement":[{"Effect":"Allow","Principal":{"AWS":["arn:aws:sts::444455556666:assumed-role/r/s","AROAEXAMPLE","*"],"Service":["ec2.amazonaws.com","logs.eu-central-1.amazonaws.com"],"Federated":"accounts.google.com","CanonicalUser":"79a5"},"Action":["kms:Decrypt"],"Resource":["*"]}]}""",
    ];

    public static string[] Pieces { get; } =
    [
        "*", "?", "**", "*?*", "${aws:username}", "${", "}", "\"", "\\", "\\u0000", "\\ud800", "\u00FF", "{", "[", "]", ",", ":", "null", "true", "1e999", "-0", "[[", "{}", "[]",
        "arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/*", "111122223333", "kms:*", "\"Effect\":\"Deny\",", "\"Condition\":{\"StringLike\":{\"a:b\":[\"*a*b*c\"]}},",
        "ForAllValues:", "IfExists", "Not", "NotPrincipal", "2008-10-17", "aws:PrincipalArn", "kms:ViaService", "::/0", "999.1.1.1/33", "2026-13-45", " ", "\n", "\t",
    ];

    public static string[] Principals { get; } =
    [
        Documented.RoleArn, "arn:aws:sts::444455556666:assumed-role/tenant-acme/s", "arn:aws:iam::111122223333:root", "111122223333", "arn:aws:iam::111122223333:user/u", "ec2.amazonaws.com",
        "anonymous", "arn:aws:sts::444455556666:federated-user/f", "arn:aws:iam::777788889999:role/a/b/c", "arn:", "",
    ];

    public static string[] Actions { get; } = ["kms:Decrypt", "kms:CreateGrant", "KMS:PutKeyPolicy", "kms:ReEncryptFrom", "kms:", "x"];

    public static string[] Keys { get; } =
    [
        "aws:PrincipalArn", "aws:SourceIp", "kms:ViaService", "kms:CallerAccount", "aws:CurrentTime", "aws:username", "aws:MultiFactorAuthAge", "kms:GrantIsForAWSResource", "a:b",
        "aws:PrincipalTag/a", "aws:PrincipalOrgPaths",
    ];

    public static string[] Values { get; } =
        ["", "*", "10.1.2.3", "2001:db8::1", "444455556666", "2026-11-24T12:00:00Z", "1e308", "-1", "true", "QQ==", "o-1/r/ou", Documented.RoleArn, "ec2.eu-central-1.amazonaws.com", "aaaaaaaaaaaaaaaaaaaaaaaaaaaab", "é\uD83D\uDD11"];
}
