using System.Collections.Immutable;
using System.Text.Json;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Api.RateLimits;
using AtRest.Hosting.Api.Trail;
using AtRest.Hosting.Keys;
using AtRest.Hosting.Notifications.Endpoints;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>POST …/notifications</c>: makes an endpoint for the notifications of an organization, and shows its secret once.</summary>
internal sealed class MakeEndpoint(EndpointAdministration endpoints, EndpointSettings settings, Declared declared, ClientAddresses addresses) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (await declared.FindAsync(organizationId, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var (input, unreadable) = await ReadAsync(context.Request, context.RequestAborted);
        var (order, faults) = EndpointOrder.Of(input, settings);
        if ((unreadable ?? RequestedAudit.WrongKey(context.Request)) is { } problem)
        {
            await Answers.ProblemAsync(context, problem);
        }
        else if (order is null)
        {
            await Answers.ProblemAsync(context, Problem.BadBody([.. faults.Select(fault => new ProblemPlace($"/{fault.Member}", fault.Detail))]));
        }
        else
        {
            await MakeAsync(context, organizationId, order);
        }
    }

    private async Task MakeAsync(HttpContext context, string organizationId, EndpointOrder order)
    {
        var actor = new KeyActor(context.Features.Get<Caller>()!.Id, addresses.Of(context));
        var made = await endpoints.MakeAsync(organizationId, order with { Request = RequestedAudit.KeyOf(context.Request) }, actor, context.RequestAborted);
        if (made is not { Endpoint: { } endpoint, IsNew: true })
        {
            await Answers.ProblemAsync(context, made.Endpoint is null ? Problem.TooManyEndpoints(settings.MostPerOrganization) : Problem.EndpointExists(made.Endpoint.Id));
            return;
        }

        TrailNote.OfOwnLine(context);
        await Answers.JsonAsync(context, new MadeEndpointBody(EndpointBody.Of(endpoint)) { Secret = made.Secret }, ApiJson.Readable.MadeEndpointBody, StatusCodes.Status201Created);
    }

    private static async Task<(EndpointInput Input, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var input = new EndpointInput();
        Dictionary<string, JsonBody.MemberReader> members = new()
        {
            ["name"] = (value, errors) => input = input with { Name = Text("name", value, errors) },
            ["format"] = (value, errors) => input = input with { Format = Text("format", value, errors) },
            ["url"] = (value, errors) => input = input with { Url = Text("url", value, errors) },
            ["events"] = (value, errors) => input = input with { Events = Texts("events", value, errors) },
            ["token"] = (value, errors) => input = input with { Token = Text("token", value, errors) },
            ["tokenHeader"] = (value, errors) => input = input with { TokenHeader = Text("tokenHeader", value, errors) },
            ["awsAccountId"] = (value, errors) => input = input with { AwsAccountId = Text("awsAccountId", value, errors) },
            ["awsRegion"] = (value, errors) => input = input with { AwsRegion = Text("awsRegion", value, errors) },
        };
        var problem = await JsonBody.ReadAsync(request, members, cancellationToken);
        return (input, problem);
    }

    private static string? Text(string member, JsonElement value, List<ProblemPlace> errors)
    {
        if (value.ValueKind == JsonValueKind.String)
        {
            return value.GetString();
        }

        errors.Add(new($"/{member}", "The value must be a text."));
        return null;
    }

    private static ImmutableArray<string>? Texts(string member, JsonElement value, List<ProblemPlace> errors)
    {
        if (value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String))
        {
            return [.. value.EnumerateArray().Select(item => item.GetString()!)];
        }

        errors.Add(new($"/{member}", "The value must be a list of texts."));
        return null;
    }
}
