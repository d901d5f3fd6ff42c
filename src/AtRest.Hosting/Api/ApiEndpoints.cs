using Microsoft.AspNetCore.Builder;

namespace AtRest.Hosting.Api;

/// <summary>The HTTP API, the same in both servers.</summary>
public static class ApiEndpoints
{
    /// <summary>Puts the API's middleware and its routes, all below <c>/api</c>, into the app. Whatever else the app maps is none of its business.</summary>
    public static WebApplication UseAtRestApi(this WebApplication app) => app;
}
