using System.Text.RegularExpressions;

namespace AtRest.Hosting.Portal;

/// <summary>The templates of the portal's addresses, each defined only here, and the addresses that are made from them.</summary>
internal static partial class PortalPaths
{
    public const string Home = "/";
    public const string SignIn = "/sign-in";
    public const string SignInWithProvider = "/sign-in/provider";
    public const string SignInCallback = "/sign-in/callback";
    public const string SignOut = "/sign-out";
    public const string Organizations = "/organizations";
    public const string Organization = "/organizations/{organization}";
    public const string Clusters = Organization + "/clusters";
    public const string Cluster = Clusters + "/{cluster}";
    public const string Reports = Organization + "/reports";
    public const string Report = Reports + "/{report}";
    public const string ReportFile = Report + "/{format}";
    public const string Audits = Organization + "/audits";
    public const string Audit = Audits + "/{audit}";
    public const string Waivers = Organization + "/waivers";
    public const string Workbench = Organization + "/workbench";
    public const string Keys = Organization + "/keys";
    public const string Key = Keys + "/{key}";
    public const string Notifications = Organization + "/notifications";
    public const string Notification = Notifications + "/{endpoint}";
    public const string NotificationTest = Notification + "/test";
    public const string Trail = Organization + "/trail";
    public const string OperatorKeys = "/operators/keys";
    public const string OperatorKey = OperatorKeys + "/{key}";
    public const string Rules = "/rules";
    public const string Rule = Rules + "/{rule}";

    /// <summary>An address: a template with its parameters filled in, in order.</summary>
    public static string Of(string template, params ReadOnlySpan<string> values)
    {
        var path = template;
        foreach (var value in values)
        {
            path = Parameter().Replace(path, Uri.EscapeDataString(value), count: 1);
        }

        return path;
    }

    /// <summary>Where to go after a sign-in: an address of a page of this portal. Every other text gives the first page, so that no link can lead to another site.</summary>
    public static string AfterSignIn(string? wanted) => wanted is not null && Page().IsMatch(wanted) ? wanted : Home;

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"^/(organizations|operators|rules)(/[A-Za-z0-9-]{1,100}){0,4}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Page();
}
