using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/keys</c>: the keys of an organization, or of the operators.</summary>
internal sealed class ListKeys(KeyAdministration keys, Declared declared, TimeProvider time) : IOrganizationRoute, IOperatorRoute
{
    public Task HandleAsync(HttpContext context) => SendAsync(context, KeyOwner.Operators);

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await SendAsync(context, KeyOwner.Of(organizationId));
    }

    private async Task SendAsync(HttpContext context, KeyOwner owner)
    {
        var now = time.GetUtcNow();
        var list = await keys.ListAsync(owner, context.RequestAborted);
        await Answers.JsonAsync(context, new KeyListBody([.. list.Select(key => KeyBody.Of(key, now))]), ApiJson.Readable.KeyListBody);
    }
}
