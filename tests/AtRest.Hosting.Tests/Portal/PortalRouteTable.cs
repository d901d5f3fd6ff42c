using AtRest.Hosting.Tests.Portal.Support;

namespace AtRest.Hosting.Tests.Portal;

/// <summary>Every page and form of the portal by its endpoint's name, with an address for an organization.</summary>
internal static class PortalRouteTable
{
    /// <summary>Pages and forms of an organization.</summary>
    public static Dictionary<string, Func<Place, string>> OfOrganizations { get; } = new()
    {
        ["PortalOrganization"] = place => $"/organizations/{place.Organization}",
        ["PortalClusters"] = place => $"/organizations/{place.Organization}/clusters",
        ["PortalCluster"] = place => $"/organizations/{place.Organization}/clusters/{place.Cluster}",
        ["PortalReports"] = place => $"/organizations/{place.Organization}/reports",
        ["PortalReport"] = place => $"/organizations/{place.Organization}/reports/{place.Report}",
        ["PortalReportFile"] = place => $"/organizations/{place.Organization}/reports/{place.Report}/json",
        ["PortalStartAudit"] = place => $"/organizations/{place.Organization}/audits",
        ["PortalAudit"] = place => $"/organizations/{place.Organization}/audits/{place.Audit}",
        ["PortalWaivers"] = place => $"/organizations/{place.Organization}/waivers",
        ["PortalWorkbench"] = place => $"/organizations/{place.Organization}/workbench",
        ["PortalTrail"] = place => $"/organizations/{place.Organization}/trail",
        ["PortalKeys"] = place => $"/organizations/{place.Organization}/keys",
        ["PortalMakeKey"] = place => $"/organizations/{place.Organization}/keys",
        ["PortalKey"] = place => $"/organizations/{place.Organization}/keys/777777777777",
        ["PortalRevokeKey"] = place => $"/organizations/{place.Organization}/keys/777777777777",
        ["PortalNotifications"] = place => $"/organizations/{place.Organization}/notifications",
        ["PortalMakeNotification"] = place => $"/organizations/{place.Organization}/notifications",
        ["PortalNotification"] = place => $"/organizations/{place.Organization}/notifications/777777777777",
        ["PortalRevokeNotification"] = place => $"/organizations/{place.Organization}/notifications/777777777777",
        ["PortalTestNotification"] = place => $"/organizations/{place.Organization}/notifications/777777777777/test",
        ["PortalJudge"] = place => $"/organizations/{place.Organization}/workbench",
    };

    /// <summary>The other pages for people who are signed in.</summary>
    public static Dictionary<string, string> OfPeople { get; } = new()
    {
        ["PortalOrganizations"] = "/organizations",
        ["PortalRules"] = "/rules",
        ["PortalRule"] = "/rules/KMS-1",
        ["PortalSignOut"] = "/sign-out",
        ["PortalOperatorKeys"] = "/operators/keys",
        ["PortalMakeOperatorKey"] = "/operators/keys",
        ["PortalOperatorKey"] = "/operators/keys/777777777777",
        ["PortalRevokeOperatorKey"] = "/operators/keys/777777777777",
    };

    /// <summary>The pages for everybody.</summary>
    public static string[] OfAnybody { get; } = ["PortalStyle", "PortalHome", "PortalSignInPage", "PortalSignIn"];

    public static string[] Forms { get; } = ["PortalStartAudit", "PortalJudge", "PortalSignOut", "PortalMakeKey", "PortalRevokeKey", "PortalMakeOperatorKey", "PortalRevokeOperatorKey", "PortalMakeNotification", "PortalRevokeNotification", "PortalTestNotification"];

    public static TheoryData<string> Names => [.. OfOrganizations.Keys];

    public static TheoryData<string> NamesForPeople => [.. OfOrganizations.Keys.Concat(OfPeople.Keys)];

    public static Place PlaceOf(PortalWorld world, string organization) => new(
        organization, organization == PortalWorld.Acme ? PortalWorld.Payments : PortalWorld.Policies, world.Reports[organization], "66666666-6666-4666-8666-666666666666");

    public static string AddressOf(string name, Place place) => OfOrganizations.TryGetValue(name, out var path) ? path(place) : OfPeople[name];
}

/// <summary>IDs of an organization's things.</summary>
internal sealed record Place(string Organization, string Cluster, string Report, string Audit)
{
    public static Place None { get; } = new("nobody", "44444444-4444-4444-8444-444444444444", "55555555-5555-4555-8555-555555555555", "66666666-6666-4666-8666-666666666666");
}
