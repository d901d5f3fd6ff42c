using System.Security.Cryptography;
using System.Text;
using AtRest.Hosting.Api.Problems;
using AtRest.Reports.Html;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Portal.Writing;

/// <summary>The style sheet of all pages: that of the HTML report, and what the portal adds. Its name has a hash of its content, so that browsers keep it.</summary>
internal static class PortalStyle
{
    private static readonly string[] OfReports = ["theme.css", "page.css", "cover.css", "trend.css", "clusters.css", "tables.css", "changes.css", "phone.css", "print.css"];

    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat([.. OfReports.Select(ReportAssets.Read), OfPortal()]));

    /// <summary>Its address.</summary>
    public static string Path { get; } = $"/portal-{Convert.ToHexStringLower(SHA256.HashData(Content))[..16]}.css";

    public static Task SendAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Answers.WriteAsync(context, Content, "text/css; charset=utf-8");
    }

    private static string OfPortal()
    {
        using var stream = typeof(PortalStyle).Assembly.GetManifestResourceStream("portal/portal.css") ?? throw new InvalidOperationException("The portal's style sheet is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
