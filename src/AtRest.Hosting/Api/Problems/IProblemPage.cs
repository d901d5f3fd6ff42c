using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Problems;

/// <summary>A feature of requests by browsers: writes a problem as a page for people, instead of JSON.</summary>
internal interface IProblemPage
{
    Task WriteAsync(HttpContext context, Problem problem);
}
