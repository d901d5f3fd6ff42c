using System.Text.RegularExpressions;
using Amazon.Runtime;
using AtRest.Collectors.Aws.Reading;
using AtRest.Collectors.Identity;
using AtRest.Collectors.Tls;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts.Search;

/// <summary>Explains why the SDK's chain found no credentials: where they should come from, what is wrong there, and what to do.</summary>
internal sealed partial class CredentialProblem(Func<string, string?> variable, ProfileFiles files, CredentialSource source, DateTimeOffset at)
{
    private const string GiveCredentials = "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, choose a profile with AWS_PROFILE, or run AtRest where a role is attached. Then audit again.";

    private const int LongestText = 500;

    private const string ProcessDocumentation = "https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html";

    private static readonly string[] KeysOfProfile = ["aws_access_key_id", "aws_secret_access_key"];
    private static readonly string[] NamesThatMustNotBeEmpty = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE", "AWS_WEB_IDENTITY_TOKEN_FILE"];

    /// <param name="exception">How the search ended; null: it did not end in time.</param>
    /// <param name="limit">The time limit of the search.</param>
    public Absence Explain(Exception? exception, TimeSpan limit)
    {
        var said = exception is null ? $"There was no response within {limit.TotalSeconds:0.#} seconds." : Said(exception);
        var (why, remedy) = BrokenFile() ?? Certificate(exception) ?? source.Place switch
        {
            CredentialPlace.Profile => OfProfile(said, exception),
            CredentialPlace.WebIdentity => (said, OfService(exception) is { } service
                ? WebIdentityRemedy(service)
                : "Check that the token file exists and that AtRest may read it, or unset AWS_WEB_IDENTITY_TOKEN_FILE. Then audit again."),
            CredentialPlace.Container => (said, ContainerRemedy()),
            CredentialPlace.Variables => (said, "Correct the two variables, or unset them to use another source. Then audit again."),
            _ => ($"{NothingSet()}{said}", GiveCredentials),
        };
        return new Absence
        {
            Kind = AbsenceKind.NotAttempted,
            Cause = source.Place == CredentialPlace.Instance ? $"No AWS credentials were found. {why}" : $"No AWS credentials were found: {source.Name} gave none. {why}",
            Remedy = remedy,
            ErrorCode = OfService(exception)?.ErrorCode is { Length: > 0 } code ? code : null,
            Call = CallOf(exception),
        };
    }

    private static (string Why, string Remedy)? Certificate(Exception? exception) =>
        exception is not null && ServerCertificates.Find(exception) is { } untrusted ? (untrusted.Message, untrusted.Remedy) : null;

    /// <summary>The SDK reads the files for every source. If one is malformed, everything that the SDK does fails with a message that quotes the file's lines.</summary>
    private (string Why, string Remedy)? BrokenFile() => files.Faults.Count == 0 ? null : (
        string.Join(" ", files.Faults),
        "Correct that file, or make it readable for the user that AtRest runs as (AWS_CONFIG_FILE and AWS_SHARED_CREDENTIALS_FILE name others). Then audit again.");

    private (string Why, string Remedy) OfProfile(string said, Exception? exception)
    {
        var profile = source.Profile;
        if (!files.Has(profile))
        {
            var known = string.Join(", ", files.Names.Take(10));
            return ($"There is no profile '{profile}' in {files.Places}.",
                $"Set AWS_PROFILE to {(known.Length == 0 ? "a profile that exists" : $"one that exists ({known})")}, or add the profile. Then audit again.");
        }

        var chain = files.Sources(profile);
        if (chain.IndexOf(chain[^1]) < chain.Count - 1)
        {
            return ($"Its source_profile refers back to itself: {string.Join(", ", chain)}.", "Change the last source_profile to a profile that has credentials. Then audit again.");
        }

        if (chain.Find(name => !files.Has(name)) is { } missing)
        {
            return ($"Its source_profile '{missing}' is not in {files.Places}.", "Correct source_profile, or add that profile. Then audit again.");
        }

        // Any profile in the chain can have the fault. The one nearest to the source comes first.
        return Enumerable.Reverse(chain).Select(name => OfSettings(name, said, exception)).FirstOrDefault(found => found is not null) ?? (said, $"Correct the profile '{profile}', or choose another one with AWS_PROFILE. Then audit again.");
    }

    private (string Why, string Remedy)? OfSettings(string profile, string said, Exception? exception)
    {
        if (files.IsSet(profile, "login_session"))
        {
            return ($"The profile '{profile}' was created by 'aws login', which AtRest does not support.",
                $"Add a profile with the line 'credential_process = aws configure export-credentials --profile {profile}', and name it in AWS_PROFILE. Then audit again.");
        }

        if (files.Setting(profile, "credential_process") is { } process)
        {
            // The outermost message only: the inner ones can quote what the program printed.
            return ($"The credential_process of the profile '{profile}' ({Program(process)}) failed: {(exception is null ? said : Sentence(exception.Message))}",
                $"Run that command yourself: it must print JSON with \"Version\": 1, AccessKeyId and SecretAccessKey ({ProcessDocumentation}). Then audit again.");
        }

        if (files.IsSet(profile, "mfa_serial"))
        {
            return ($"The profile '{profile}' requires a code of an MFA device (mfa_serial), and an audit cannot prompt for it. {said}",
                $"Use a profile without mfa_serial, or get temporary credentials first: 'aws configure export-credentials --profile {profile} --format env' prints them as variables. Then audit again.");
        }

        if (files.Setting(profile, "web_identity_token_file") is { } token)
        {
            return ($"The profile '{profile}' uses the token file {token}. {said}", "Check that the token file exists, that AtRest may read it, and that the role of role_arn trusts its issuer. Then audit again.");
        }

        if (files.IsSet(profile, "sso_session") || files.IsSet(profile, "sso_start_url"))
        {
            return ($"The profile '{profile}' uses IAM Identity Center (SSO): {said}", $"Sign in with 'aws sso login --profile {profile}', and check that your user has the profile's sso_account_id and sso_role_name. Then audit again.");
        }

        if (files.Setting(profile, "role_arn") is { } role)
        {
            var from = files.Setting(profile, "source_profile") is { Length: > 0 } other ? $"the credentials of the profile '{other}'"
                : files.Setting(profile, "credential_source") is { Length: > 0 } place ? $"the credentials of {place} (credential_source)"
                : null;
            return (from, OfService(exception)) switch
            {
                (null, _) => ($"The profile '{profile}' has role_arn, but neither source_profile nor credential_source.", "Add one of the two. Then audit again."),
                (_, { StatusCode: not 0 } service) => (
                    $"The profile '{profile}' assumes the role {role}. {said}",
                    ErrorCodes.IsDenied(service.ErrorCode ?? "")
                        ? AssumeRoleAdvice.For(service.Message, from, role, files.Setting(profile, "external_id"), $"the one of the profile '{profile}' (external_id)")
                        : $"Correct or renew {from}. Then audit again."),
                _ => ($"The profile '{profile}' assumes the role {role} with {from}. {said}", $"Check that {from} are available here and that STS can be reached. Then audit again."),
            };
        }

        var keys = KeysOfProfile.Where(name => !files.IsSet(profile, name)).ToList();
        return keys.Count == 0 ? null : ($"In the profile '{profile}', {string.Join(" and ", keys)} {(keys.Count == 1 ? "has" : "have")} no value.", "Add what is missing, or choose another profile with AWS_PROFILE. Then audit again.");
    }

    private string ContainerRemedy()
    {
        var token = variable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE") is { Length: > 0 } file ? $" and that AtRest may read the token file {file} (AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE)" : "";
        return $"Check that the agent at that address (ECS, or EKS Pod Identity) responds{token}. AWS allows https, and http only on loopback and the agents' own addresses. Outside a container, unset the variable. Then audit again.";
    }

    private static string WebIdentityRemedy(AmazonServiceException service) => service.ErrorCode switch
    {
        "AccessDenied" or "AccessDeniedException" => "Check that the role exists, and that its trust policy allows sts:AssumeRoleWithWebIdentity to the token's issuer, audience and subject. Then audit again.",
        "ExpiredTokenException" or "ExpiredToken" => "Renew the token file, and check the clock. Then audit again.",
        _ => "Check that the role's account has an IAM identity provider for the token's issuer with its audience, and that the token file holds a valid token. Then audit again.",
    };

    /// <summary>The variables that are set but cannot be used.</summary>
    private string NothingSet()
    {
        var halves = new[] { ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), ("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN") }
            .SelectMany(pair => new[] { pair, (pair.Item2, pair.Item1) })
            .Where(pair => !string.IsNullOrEmpty(variable(pair.Item1)) && string.IsNullOrEmpty(variable(pair.Item2)))
            .Select(pair => $"{pair.Item1} is set, but {pair.Item2} is not set or is empty. ");
        var empty = NamesThatMustNotBeEmpty
            .Where(name => variable(name) is { Length: 0 })
            .Select(name => $"{name} is set, but empty. ");
        return string.Concat(halves.Concat(empty));
    }

    /// <summary>The call that the SDK made for the credentials, if it was answered.</summary>
    private FailedCall? CallOf(Exception? exception)
    {
        if (OfService(exception) is not { StatusCode: not 0 } service)
        {
            return null;
        }

        var resource = RoleOf(exception!) ?? (source.Place == CredentialPlace.WebIdentity ? variable("AWS_ROLE_ARN") : files.Setting(source.Profile, "role_arn"));
        var isWeb = source.Place == CredentialPlace.WebIdentity || files.IsSet(source.Profile, "web_identity_token_file");
        var isSts = service.GetType().Namespace?.StartsWith("Amazon.SecurityToken", StringComparison.Ordinal) == true;
        return resource is null || !isSts ? null : new FailedCall
        {
            Source = isWeb ? "sts:AssumeRoleWithWebIdentity" : "sts:AssumeRole",
            Resource = resource,
            At = at,
            Kind = (int)service.StatusCode < 500 ? AbsenceKind.Denied : AbsenceKind.Failed,
        };
    }

    private static string? RoleOf(Exception exception) => RoleArn().Match(exception.Message) is { Success: true } match ? match.Value : null;

    private static AmazonServiceException? OfService(Exception? exception)
    {
        for (var current = exception; current is not null; current = current.InnerException)
        {
            if (current is AmazonServiceException service)
            {
                return service;
            }
        }

        return null;
    }

    /// <summary>
    /// The SDK's own message. For an error of a service: its code and message. For an error of the whole chain: the part about the place to correct. Otherwise: the messages of the exception and its inner exceptions.
    /// </summary>
    private string Said(Exception exception)
    {
        if (OfService(exception) is { ErrorCode.Length: > 0 } service)
        {
            return $"{AwsNameOf(service)} returned {service.ErrorCode}: {Sentence(service.Message)}";
        }

        var links = ChainLink().Matches(exception.Message);
        if (links.Count > 0)
        {
            var index = Math.Min((int)source.Place, (int)CredentialPlace.Container);
            return Sentence(links[Math.Min(index, links.Count - 1)].Groups["message"].Value);
        }

        var texts = new List<string>();
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            var text = Sentence(current.Message);
            if (!texts.Exists(earlier => earlier.Contains(text.TrimEnd('.'), StringComparison.Ordinal)))
            {
                texts.Add(text);
            }
        }

        return string.Join(" ", texts);
    }

    private static string AwsNameOf(AmazonServiceException service) => service.GetType().Namespace switch
    {
        { } name when name.StartsWith("Amazon.SecurityToken", StringComparison.Ordinal) => "STS",
        { } name when name.StartsWith("Amazon.SSO", StringComparison.Ordinal) => "IAM Identity Center",
        _ => "AWS",
    };

    private static string Sentence(string text)
    {
        text = IdentityToken.Redact(text.ReplaceLineEndings(" ").Trim()).TrimEnd('.');
        return $"{(text.Length <= LongestText ? text : text[..LongestText] + "…")}.";
    }

    /// <summary>The program only, because its arguments can be secret.</summary>
    private static string Program(string command) => command.Length > 0 && command[0] == '"' && command.IndexOf('"', 1) is var end and > 0 ? command[1..end] : command.Split(' ')[0];

    [GeneratedRegex(@"^Exception \d+ of \d+: (?<message>.*?)(?=^Exception \d+ of \d+: |\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ChainLink();

    [GeneratedRegex("arn:[a-z-]+:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]*[A-Za-z0-9+=,@_/-]")]
    private static partial Regex RoleArn();
}
