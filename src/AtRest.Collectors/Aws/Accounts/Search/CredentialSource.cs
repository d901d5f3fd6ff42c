using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts.Search;

/// <summary>The places where the SDK's chain looks for credentials, in its order (https://docs.aws.amazon.com/sdk-for-net/v4/developer-guide/creds-assign.html).</summary>
internal enum CredentialPlace
{
    Variables,
    WebIdentity,
    Profile,
    Container,
    Instance,
}

/// <summary>The first place that is configured: the one to correct if the search fails.</summary>
/// <param name="Place">The place.</param>
/// <param name="Name">Its name in messages: <c>the profile 'audit' (AWS_PROFILE)</c>.</param>
/// <param name="Profile">The profile's name; empty for other places.</param>
internal sealed record CredentialSource(CredentialPlace Place, string Name, string Profile = "")
{
    private static readonly string[] VariablesOfKeys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    public static CredentialSource Find(Func<string, string?> variable, ProfileFiles files)
    {
        if (IsSet("AWS_ACCESS_KEY_ID") && IsSet("AWS_SECRET_ACCESS_KEY"))
        {
            return new CredentialSource(CredentialPlace.Variables, "the variables AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY");
        }

        if (IsSet("AWS_WEB_IDENTITY_TOKEN_FILE") && IsSet("AWS_ROLE_ARN"))
        {
            return new CredentialSource(
                CredentialPlace.WebIdentity, $"the web identity of AWS_WEB_IDENTITY_TOKEN_FILE ({variable("AWS_WEB_IDENTITY_TOKEN_FILE")}) and AWS_ROLE_ARN ({variable("AWS_ROLE_ARN")})");
        }

        if (IsSet("AWS_PROFILE"))
        {
            var name = variable("AWS_PROFILE")!;
            return new CredentialSource(CredentialPlace.Profile, $"the profile '{name}' (AWS_PROFILE)", name);
        }

        if (files.Has("default"))
        {
            return new CredentialSource(CredentialPlace.Profile, "the profile 'default'", "default");
        }

        foreach (var name in new[] { "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI" })
        {
            if (IsSet(name))
            {
                return new CredentialSource(CredentialPlace.Container, $"the container's credentials at {variable(name)} ({name})");
            }
        }

        return new CredentialSource(CredentialPlace.Instance, "the instance's metadata");

        bool IsSet(string name) => !string.IsNullOrEmpty(variable(name));
    }

    /// <summary>Checks the variables that contain keys before they are used: a line break in one makes a request that no server can read. Null if they are well formed.</summary>
    public static Absence? Malformed(Func<string, string?> variable)
    {
        var malformed = VariablesOfKeys
            .Where(name => variable(name)?.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)) == true)
            .ToList();
        return malformed.Count == 0 ? null : new Absence
        {
            Kind = AbsenceKind.NotAttempted,
            Cause = $"No AWS credentials were found: {string.Join(" and ", malformed)} {(malformed.Count == 1 ? "contains" : "contain")} spaces or line breaks.",
            Remedy = "Set the variables to the values only, or unset them to use another source. Then audit again.",
        };
    }
}
