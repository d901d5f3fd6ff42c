using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>POST …/keys</c>: makes a key of an organization, or of the operators, and shows it once.</summary>
internal sealed class MakeKey(KeyAdministration keys, KeySettings settings, Declared declared, ClientAddresses addresses, TimeProvider time) : IOrganizationRoute, IOperatorRoute
{
    public Task HandleAsync(HttpContext context) => MakeAsync(context, KeyOwner.Operators);

    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        await MakeAsync(context, KeyOwner.Of(organizationId));
    }

    private async Task MakeAsync(HttpContext context, KeyOwner owner)
    {
        var body = await MakeKeyBody.ReadAsync(context.Request, owner, keys, context.RequestAborted);
        if ((body.Problem ?? RequestedAudit.WrongKey(context.Request)) is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
            return;
        }

        var actor = new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context));
        var made = await keys.MakeAsync(owner, body.Order! with { Request = RequestedAudit.KeyOf(context.Request) }, actor, context.RequestAborted);
        if (made is not { Key: { } key, Text: { } text })
        {
            await Answers.ProblemAsync(context, made.Key is null ? Problem.TooManyKeys(settings.MostPerOrganization) : Problem.KeyExists(made.Key.Id));
            return;
        }

        TrailNote.OfOwnLine(context);
        var answer = new MadeKeyBody(KeyBody.Of(key, time.GetUtcNow()), text) { Address = key.Kind == KeyKind.Calendar ? ApiPaths.Of(ApiPaths.Calendar, text) : null };
        await Answers.JsonAsync(context, answer, ApiJson.Readable.MadeKeyBody, StatusCodes.Status201Created);
    }
}
