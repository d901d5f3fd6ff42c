using System.Text.Json;
using AtRest.EndToEnd.Tests.Support;

namespace AtRest.EndToEnd.Tests.Audits;

/// <summary>Whatever is wrong with the credentials, the audit goes on: that account is unknown, with the cause and what to do, and the others are reported.</summary>
public sealed class CredentialTests : CloudTest
{
    /// <summary>The variables (<c>DIR</c> is the test's folder), the files (the profile file is <c>config</c>), the words of the cause and of the remedy, and the calls in the report's evidence.</summary>
    public static TheoryData<string, string[], string, string, string, string> Cases => new()
    {
        { "credential_process fails", ["AWS_PROFILE=p"], "[profile p]\ncredential_process = /bin/false secret-argument", "The credential_process of the profile 'p' (/bin/false) failed", "AccessKeyId and SecretAccessKey", "" },
        { "credential_process is missing", ["AWS_PROFILE=p"], "[profile p]\ncredential_process = /no/such/program", "(/no/such/program) failed", "Run that command yourself", "" },
        { "credential_process prints no JSON", ["AWS_PROFILE=p"], "[profile p]\ncredential_process = /bin/echo secret-argument", "malformed JSON", "Run that command yourself", "" },
        { "credential_process prints another version", ["AWS_PROFILE=p"], "[profile p]\ncredential_process = /bin/echo '{\"Version\": 2}'", "(/bin/echo) failed", "\"Version\": 1", "" },
        { "web identity of a profile without its file", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/Web\nweb_identity_token_file = /no/such/token", "uses the token file /no/such/token", "Check that the token file exists", "" },
        { "web identity of variables without its file", ["AWS_ROLE_ARN=arn:aws:iam::111122223333:role/Web", "AWS_WEB_IDENTITY_TOKEN_FILE=/no/such/token"], "", "AWS_WEB_IDENTITY_TOKEN_FILE (/no/such/token)", "Check that the token file exists", "" },
        { "web identity that STS refuses", ["AWS_ROLE_ARN=arn:aws:iam::111122223333:role/Web", "AWS_WEB_IDENTITY_TOKEN_FILE=DIR/config"], "[default]", "STS returned InvalidIdentityToken", "identity provider for the token's issuer", "sts:AssumeRoleWithWebIdentity arn:aws:iam::111122223333:role/Web denied" },
        { "web identity without a role", ["AWS_WEB_IDENTITY_TOKEN_FILE=/no/such/token"], "", "AWS_WEB_IDENTITY_TOKEN_FILE is set, but AWS_ROLE_ARN is not", "Set AWS_ACCESS_KEY_ID", "" },
        { "container that refuses", ["AWS_CONTAINER_CREDENTIALS_FULL_URI=http://127.0.0.1:9/creds"], "", "http://127.0.0.1:9/creds (AWS_CONTAINER_CREDENTIALS_FULL_URI)", "Check that the agent at that address", "" },
        { "container that is not on loopback", ["AWS_CONTAINER_CREDENTIALS_FULL_URI=http://example.invalid/creds"], "", "example.invalid", "http only on loopback", "" },
        { "container without an address", ["AWS_CONTAINER_CREDENTIALS_FULL_URI=nonsense"], "", "nonsense (AWS_CONTAINER_CREDENTIALS_FULL_URI)", "unset the variable", "" },
        { "pod identity without its token file", ["AWS_CONTAINER_CREDENTIALS_FULL_URI=http://169.254.170.23/v1/credentials", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=/no/such/file"], "", "/no/such/file", "read the token file /no/such/file (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)", "" },
        { "unknown profile", ["AWS_PROFILE=audt"], "[profile audit]\nregion = eu-central-1", "There is no profile 'audt'", "(audit)", "" },
        { "malformed file", ["AWS_PROFILE=p"], "[profile p\nregion = eu-central-1", "malformed in line 1", "Correct that file", "" },
        { "malformed file beside good variables", ["AWS_ACCESS_KEY_ID=AKIABASE", "AWS_SECRET_ACCESS_KEY=very-secret"], "secret-argument", "malformed in line 1", "Correct that file", "" },
        { "file that is a folder", ["AWS_PROFILE=p", "AWS_CONFIG_FILE=DIR"], "", "cannot be read", "make it readable", "" },
        { "SSO without a login", ["AWS_PROFILE=p", "HOME=DIR"], "[profile p]\nsso_session = s\nsso_account_id = 111122223333\nsso_role_name = Audit\n[sso-session s]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1", "IAM Identity Center", "aws sso login --profile p", "" },
        { "SSO of the older form without a login", ["AWS_PROFILE=p", "HOME=DIR"], "[profile p]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 111122223333\nsso_role_name = Audit", "IAM Identity Center", "aws sso login --profile p", "" },
        { "aws login", ["AWS_PROFILE=p"], "[profile p]\nlogin_session = arn:aws:iam::111122223333:user/me", "'aws login', which AtRest does not support", "aws configure export-credentials --profile p", "" },
        { "circle of source profiles", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = q\n[profile q]\nrole_arn = arn:aws:iam::111122223333:role/B\nsource_profile = p", "refers back to itself: p, q, p", "source_profile", "" },
        { "missing source profile", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = nobody", "source_profile 'nobody' is not in", "Correct source_profile", "" },
        { "role that STS refuses", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/Nope\nsource_profile = b\n[profile b]\naws_access_key_id = AKIABASE\naws_secret_access_key = very-secret", "STS returned AccessDenied: User: arn:aws:iam::999988887777:user/base", "its trust policy allows sts:AssumeRole to arn:aws:iam::999988887777:user/base", "sts:AssumeRole arn:aws:iam::111122223333:role/Nope denied" },
        { "MFA", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/A\nsource_profile = b\nmfa_serial = arn:aws:iam::111122223333:mfa/me\n[profile b]\naws_access_key_id = AKIABASE\naws_secret_access_key = very-secret", "MFA device (mfa_serial)", "without mfa_serial", "" },
        { "profile with empty values", ["AWS_PROFILE=p"], "[profile p]\naws_access_key_id =\naws_secret_access_key =", "aws_access_key_id and aws_secret_access_key have no value", "Add what is missing", "" },
        { "profile with half a key", ["AWS_PROFILE=p"], "[profile p]\naws_access_key_id = AKIABASE", "aws_secret_access_key has no value", "Add what is missing", "" },
        { "half of the variables", ["AWS_ACCESS_KEY_ID=AKIABASE"], "", "AWS_ACCESS_KEY_ID is set, but AWS_SECRET_ACCESS_KEY is not", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "" },
        { "empty variables", ["AWS_ACCESS_KEY_ID=", "AWS_SECRET_ACCESS_KEY="], "", "AWS_ACCESS_KEY_ID is set, but empty", "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY", "" },
        { "variables with a line break", ["AWS_ACCESS_KEY_ID=AKIABASE\n", "AWS_SECRET_ACCESS_KEY=very-secret"], "", "AWS_ACCESS_KEY_ID contains spaces or line breaks", "Set the variables to the values only", "" },
        { "no metadata of an instance", ["AWS_EC2_METADATA_DISABLED=false", "AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:9"], "", "No AWS credentials were found", "run AtRest where a role is attached", "" },
        { "instance's role of a profile elsewhere", ["AWS_PROFILE=p"], "[profile p]\nrole_arn = arn:aws:iam::111122223333:role/A\ncredential_source = Ec2InstanceMetadata", "with the credentials of Ec2InstanceMetadata", "are available here", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Audit_BrokenCredentials_IsUnknownWithCauseAndRemedyAndReportsTheOthers(string name, string[] variables, string config, string cause, string remedy, string calls)
    {
        var inventory = await ArrangeAsync(AccessWorld.Scenario(), AccessWorld.Inventory());
        var settings = new CliSettings().With("AWS_ENDPOINT_URL", Cloud.Endpoint.ToString()).With("AWS_CONFIG_FILE", await WriteAsync("config", config));
        foreach (var variable in variables)
        {
            var (key, value) = (variable[..variable.IndexOf('=')], variable[(variable.IndexOf('=') + 1)..]);
            settings = settings.With(key, value.Replace("DIR", Folder, StringComparison.Ordinal));
        }

        var result = await AtRestProcess.RunAsync(settings, "audit", "--inventory", inventory, "--json");

        result.ExitCode.ShouldBe(2, $"{name}: {result}");
        var reports = result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        reports.Count.ShouldBe(2);
        var unknown = reports[0].GetProperty("clusters")[0].GetProperty("findings").EnumerateArray().Where(finding => finding.GetProperty("status").GetString() == "unknown").ToList();
        unknown.Count.ShouldBeGreaterThan(15);
        unknown.ShouldAllBe(finding => finding.GetProperty("message").GetString()!.Contains(cause, StringComparison.Ordinal), $"{name}: {unknown[0]}");
        unknown.ShouldAllBe(finding => ReportJson.RemedyOf(reports[0], finding)!.Contains(remedy, StringComparison.Ordinal), $"{name}: {unknown[0]}");
        string.Join("; ", reports[0].GetProperty("evidence").EnumerateArray()
            .Select(entry => $"{entry.GetProperty("source").GetString()} {entry.GetProperty("resource").GetString()} {entry.GetProperty("outcome").GetString()}")).ShouldBe(calls);
        (result.Output + result.Error).ShouldNotContain("secret-argument");
        (result.Output + result.Error).ShouldNotContain("very-secret");
        Cloud.Calls.Keys.ShouldAllBe(operation => operation.StartsWith("sts:", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[profile p]\nsso_session = s\nsso_account_id = 999988887777\nsso_role_name = Operator\n[sso-session s]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\nsso_registration_scopes = sso:account:access", "s")]
    [InlineData("[profile p]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 999988887777\nsso_role_name = Operator", "https://example.awsapps.com/start")]
    [InlineData("[profile p]\nrole_arn = arn:aws:iam::999988887777:role/Further\nsource_profile = q\n[profile q]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 999988887777\nsso_role_name = Operator", "https://example.awsapps.com/start")]
    public async Task Audit_SsoProfileAfterALogin_ReadsTheAccount(string config, string cacheKey)
    {
        var result = await AuditWithSsoAsync(config, cacheKey, "good");

        Cloud.Calls.ShouldContainKey("sso:GetRoleCredentials", result.ToString());
        Cloud.SuccessfulCalls.ShouldContainKey("kms:DescribeKey", result.ToString());
        result.Output.ShouldNotContain("No AWS credentials were found");
    }

    [Fact]
    public async Task Audit_SsoLoginThatWasRevoked_SaysToSignInAgain()
    {
        var result = await AuditWithSsoAsync(
            "[profile p]\nsso_start_url = https://example.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 999988887777\nsso_role_name = Operator", "https://example.awsapps.com/start", "revoked");

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("aws sso login --profile p");
        Cloud.Calls.Keys.ShouldBe(["sso:GetRoleCredentials"]);
    }

    [Fact]
    public async Task Audit_ExpiredKeys_SaysSoAndListsTheOnlyCall()
    {
        var inventory = await ArrangeAsync(AccessWorld.Scenario(world => world.Error("sts:AssumeRole", "ExpiredToken", error => error with { Status = 403 })), AccessWorld.Inventory());

        var result = await AtRestProcess.RunAsync(Settings, "audit", "--inventory", inventory);

        result.ExitCode.ShouldBe(2, result.ToString());
        result.Output.ShouldContain("AWS does not accept the credentials that AtRest runs with (the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY): ExpiredToken");
        result.Output.ShouldContain("To do: The session has expired: get new credentials");
        Cloud.Calls.Keys.ShouldBe(["sts:AssumeRole"]);
    }

    private async Task<ProcessResult> AuditWithSsoAsync(string config, string cacheKey, string token)
    {
        var inventory = await ArrangeAsync(AccessWorld.Scenario(world => world.Role("arn:aws:iam::999988887777:role/Operator", null).Role("arn:aws:iam::999988887777:role/Further", null)), AccessWorld.Inventory());
        var cache = Directory.CreateDirectory(InFolder(".aws", "sso", "cache")).FullName;
        var name = Convert.ToHexStringLower(System.Security.Cryptography.SHA1.HashData(System.Text.Encoding.UTF8.GetBytes(cacheKey)));
        await File.WriteAllTextAsync(
            Path.Combine(cache, name + ".json"),
            JsonSerializer.Serialize(new { startUrl = "https://example.awsapps.com/start", region = "eu-central-1", accessToken = token, expiresAt = TimeProvider.System.GetUtcNow().AddHours(4).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture) }),
            Cancellation);
        var settings = new CliSettings().With("AWS_ENDPOINT_URL", Cloud.Endpoint.ToString()).With("AWS_CONFIG_FILE", await WriteAsync("config", config)).With("AWS_PROFILE", "p").With("HOME", Folder);
        return await AtRestProcess.RunAsync(settings, "audit", "--inventory", inventory);
    }
}
