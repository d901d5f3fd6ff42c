using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Portal.Pages;

/// <summary>The only way to the pages for operators. For all others, they do not exist.</summary>
internal static class OperatorEntrance
{
    /// <summary>Opens a page.</summary>
    /// <typeparam name="TPage">The class of the page.</typeparam>
    public static RequestDelegate To<TPage>(Func<TPage, HttpContext, Task> open)
        where TPage : class => context => context.Features.Get<Caller>() is { IsOperator: true }
            ? open(context.RequestServices.GetRequiredService<TPage>(), context)
            : Answers.ProblemAsync(context, Problem.NotFound);
}
