using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>Handles a route for operators. Only reached by them.</summary>
internal interface IOperatorRoute
{
    Task HandleAsync(HttpContext context);
}
