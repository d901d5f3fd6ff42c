using AtRest.Reports.Html.Writing;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Portal.Writing;

/// <summary>The hidden field that every form has: it shows that the form is from this server's own page, in this browser.</summary>
internal static class Forms
{
    /// <summary>The name of the field.</summary>
    public const string TokenField = "form";

    public static void WriteToken(HtmlWriter html, HttpContext context) => html.Write($"""
        <input type="hidden" name="{TokenField}" value="{context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken}">
        """);
}
