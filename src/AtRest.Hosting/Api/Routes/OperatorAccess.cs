using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The only way to what belongs to the operators. For all other callers, it does not exist.</summary>
internal static class OperatorAccess
{
    public static Task EnterAsync<TRoute>(HttpContext context)
        where TRoute : IOperatorRoute =>
        context.Features.Get<Caller>() is { IsOperator: true } ? context.RequestServices.GetRequiredService<TRoute>().HandleAsync(context) : Answers.ProblemAsync(context, Problem.NotFound);
}
