namespace AtRest.Hosting.Api.Routes;

/// <summary>Where things are. Relative to the host: what a caller's Host header says is not repeated.</summary>
internal static class ApiPaths
{
    public const string Prefix = "/api";

    public static string Audit(string organizationId, string auditId) => $"{Prefix}/organizations/{organizationId}/audits/{auditId}";

    public static string Reports(string organizationId) => $"{Prefix}/organizations/{organizationId}/reports";

    public static string File(string organizationId, string reportId, string format) => $"{Reports(organizationId)}/{reportId}/{format}";
}
