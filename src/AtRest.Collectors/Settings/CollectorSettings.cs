using System.Text.RegularExpressions;
using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Google;

namespace AtRest.Collectors.Settings;

/// <summary>What the settings say about the clouds, for the command line and the servers alike.</summary>
internal sealed partial class CollectorSettings(Func<string, string?> setting, Action<string, string> problem)
{
    private const string Aws = "AtRest:Aws:WebIdentity:";
    private const string Google = "AtRest:Google:WebIdentity:";

    public CollectorOptions Read() => new()
    {
        Aws = new AwsCollectorOptions { WebIdentity = ReadAws(), ReadVariable = setting },
        Google = new GoogleCollectorOptions
        {
            KmsEndpoint = Url("AtRest:Google:KmsEndpoint"),
            StsEndpoint = Url("AtRest:Google:StsEndpoint"),
            IamCredentialsEndpoint = Url("AtRest:Google:IamCredentialsEndpoint"),
            WebIdentity = ReadGoogle(),
            ReadVariable = setting,
        },
        Camunda = new CamundaCollectorOptions
        {
            BaseUrl = Url("CAMUNDA_CONSOLE_BASE_URL"),
            OAuthUrl = Url("CAMUNDA_OAUTH_URL"),
            Audience = setting("CAMUNDA_CONSOLE_OAUTH_AUDIENCE") is { Length: > 0 } audience ? audience : CamundaCollectorOptions.DefaultAudience,
            ReadVariable = setting,
        },
    };

    private AwsWebIdentity? ReadAws()
    {
        var role = Text(Aws + "RoleArn");
        var audience = Text(Aws + "Audience");
        if (!AreBoth(Aws, ("RoleArn", role), ("Audience", audience)))
        {
            return null;
        }

        Check(Aws + "RoleArn", Role().IsMatch(role!), "arn:aws:iam::ACCOUNT:role/NAME");
        return new AwsWebIdentity(role!, audience!);
    }

    private GoogleWebIdentity? ReadGoogle()
    {
        var provider = Text(Google + "Provider");
        var audience = Text(Google + "Audience");
        var account = Text(Google + "ServiceAccount");
        if (!AreBoth(Google, ("Provider", provider), ("Audience", audience)))
        {
            return null;
        }

        Check(Google + "Provider", Provider().IsMatch(provider!), "//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID");
        Check(Google + "ServiceAccount", account is null || Email().IsMatch(account), "NAME@PROJECT.iam.gserviceaccount.com");
        return new GoogleWebIdentity(provider!, audience!) { ServiceAccount = account };
    }

    /// <summary>One without the other is of no use.</summary>
    private bool AreBoth(string section, params (string Name, string? Value)[] settings)
    {
        var set = settings.Where(one => one.Value is not null).ToList();
        if (set.Count == 1)
        {
            var missing = settings.First(one => one.Value is null);
            problem(section + missing.Name, $"it is not set, but {section}{set[0].Name} is. Set both, or neither to use the usual credentials.");
        }

        return set.Count == settings.Length;
    }

    private void Check(string name, bool isRight, string form)
    {
        if (!isRight)
        {
            problem(name, $"'{Text(name)}' is not of the form {form}. Correct it.");
        }
    }

    private string? Text(string name) => setting(name) is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;

    private Uri? Url(string name)
    {
        if (setting(name) is not { Length: > 0 } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        problem(name, $"'{text}' is not an http or https URL. Correct it, or remove the variable to use the real service.");
        return null;
    }

    [GeneratedRegex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$")]
    private static partial Regex Role();

    [GeneratedRegex("^//iam\\.googleapis\\.com/projects/[^/]+/locations/[^/]+/workloadIdentityPools/[^/]+/providers/[^/]+$")]
    private static partial Regex Provider();

    [GeneratedRegex("^[^@/\\s]+@[^@/\\s]+$")]
    private static partial Regex Email();
}
