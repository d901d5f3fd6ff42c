using System.Text.RegularExpressions;
using AtRest.Collectors.Settings;

namespace AtRest.Collectors.Aws;

/// <summary>Reads the settings of AWS.</summary>
internal static partial class AwsSettings
{
    private const string Section = "AtRest:Aws:WebIdentity:";

    public static AwsCollectorOptions Read(SettingsReader settings) => new()
    {
        WebIdentity = WebIdentity(settings),
        LookupEvents = settings.Number("AtRest:Aws:LookupEvents", 0, AwsCollectorOptions.MostLookupEvents) ?? AwsCollectorOptions.DefaultLookupEvents,
        UsageMetrics = settings.Flag("AtRest:Aws:UsageMetrics"),
        ReadVariable = settings.Variable,
    };

    private static AwsWebIdentity? WebIdentity(SettingsReader settings)
    {
        var role = settings.Text(Section + "RoleArn");
        var audience = settings.Text(Section + "Audience");
        if (!settings.AreAllSet(Section, ("RoleArn", role), ("Audience", audience)))
        {
            return null;
        }

        settings.Check(Section + "RoleArn", Role().IsMatch(role!), "arn:aws:iam::ACCOUNT:role/NAME");
        return new AwsWebIdentity(role!, audience!);
    }

    [GeneratedRegex("^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]+$")]
    private static partial Regex Role();
}
