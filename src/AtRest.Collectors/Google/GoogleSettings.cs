using System.Text.RegularExpressions;
using AtRest.Collectors.Settings;

namespace AtRest.Collectors.Google;

/// <summary>Reads the settings of Google Cloud.</summary>
internal static partial class GoogleSettings
{
    private const string Section = "AtRest:Google:WebIdentity:";

    public static GoogleCollectorOptions Read(SettingsReader settings) => new()
    {
        KmsEndpoint = settings.Url("AtRest:Google:KmsEndpoint"),
        KeyUsage = settings.Flag("AtRest:Google:KeyUsage"),
        KmsInventoryEndpoint = settings.Url("AtRest:Google:KmsInventoryEndpoint"),
        StsEndpoint = settings.Url("AtRest:Google:StsEndpoint"),
        IamCredentialsEndpoint = settings.Url("AtRest:Google:IamCredentialsEndpoint"),
        WebIdentity = WebIdentity(settings),
        ReadVariable = settings.Variable,
    };

    private static GoogleWebIdentity? WebIdentity(SettingsReader settings)
    {
        var provider = settings.Text(Section + "Provider");
        var audience = settings.Text(Section + "Audience");
        var account = settings.Text(Section + "ServiceAccount");
        if (!settings.AreAllSet(Section, ("Provider", provider), ("Audience", audience)))
        {
            return null;
        }

        settings.Check(Section + "Provider", Provider().IsMatch(provider!), "//iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/ID");
        settings.Check(Section + "ServiceAccount", account is null || Email().IsMatch(account), "NAME@PROJECT.iam.gserviceaccount.com");
        return new GoogleWebIdentity(provider!, audience!) { ServiceAccount = account };
    }

    [GeneratedRegex("^//iam\\.googleapis\\.com/projects/[^/]+/locations/[^/]+/workloadIdentityPools/[^/]+/providers/[^/]+$")]
    private static partial Regex Provider();

    [GeneratedRegex("^[^@/\\s]+@[^@/\\s]+$")]
    private static partial Regex Email();
}
