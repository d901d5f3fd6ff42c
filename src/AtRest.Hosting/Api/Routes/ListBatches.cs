using System.Collections.Immutable;
using System.Globalization;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace AtRest.Hosting.Api.Routes;

/// <summary><c>GET …/audits/{audit}/batches</c>: how far each batch of an audit is.</summary>
internal sealed class ListBatches(IAudits audits, AuditBatches batches) : IOrganizationRoute
{
    public async Task HandleAsync(HttpContext context, string organizationId)
    {
        if (!ListReports.TryReadLimit(context.Request.Query, out var limit))
        {
            await Answers.ProblemAsync(context, Problem.BadRequest($"'limit' must be one whole number from 1 to {ListReports.MaxLimit}."));
            return;
        }

        var id = context.GetRouteValue("audit") as string ?? "";
        if (!PathIds.IsUuid(id) || await audits.FindAsync(organizationId, id, context.RequestAborted) is null)
        {
            await Answers.ProblemAsync(context, Problem.NotFound);
            return;
        }

        var given = context.Request.Query["after"];
        var page = given.Count > 1 ? null : await batches.ListAsync(organizationId, id, given.Count == 0 ? null : given[0] ?? "", limit, context.RequestAborted);
        if (page is null)
        {
            await Answers.ProblemAsync(context, Problem.BadRequest("'after' must be the ID of a batch of this audit. Start again without 'after'."));
            return;
        }

        var next = page.HasMore ? string.Create(CultureInfo.InvariantCulture, $"{ApiPaths.Of(ApiPaths.Batches, organizationId, id)}?after={page.Batches[^1].Id}&limit={limit}") : null;
        if (next is not null)
        {
            context.Response.Headers.Link = $"<{next}>; rel=\"next\"";
        }

        await Answers.JsonAsync(context, new BatchListBody([.. page.Batches.Select(BatchBody.Of)], page.Total) { Next = next }, ApiJson.Readable.BatchListBody);
    }
}

/// <summary>A page of an audit's batches.</summary>
/// <param name="Batches">In their order. Empty if the plan of the audit is no longer stored.</param>
/// <param name="Total">The number of all batches.</param>
internal sealed record BatchListBody(ImmutableArray<BatchBody> Batches, int Total)
{
    /// <summary>The address of the next page; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>How far a batch is.</summary>
internal sealed record BatchBody
{
    public required string Id { get; init; }

    /// <summary><c>waiting</c>, <c>retrying</c>, <c>read</c> or <c>givenUp</c>.</summary>
    public required string State { get; init; }

    /// <summary>The IDs of the clusters.</summary>
    public required ImmutableArray<string> Clusters { get; init; }

    public required bool ReadsCamunda { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The number of pieces of evidence that were read.</summary>
    public int? Read { get; init; }

    /// <summary>The number of those that could not be read.</summary>
    public int? NotRead { get; init; }

    /// <summary>Some of those.</summary>
    public ImmutableArray<UnreadBody>? Unread { get; init; }

    /// <summary>Why the batch was given up, or why the last attempt failed.</summary>
    public string? Cause { get; init; }

    public static BatchBody Of(BatchStatus batch) => new()
    {
        Id = batch.Id,
        State = WireWord.Of(batch.State),
        Clusters = [.. batch.Clusters.Select(cluster => cluster.Id)],
        ReadsCamunda = batch.ReadsCamunda,
        EndedAt = batch.EndedAt,
        Read = batch.Collection?.Read,
        NotRead = batch.Collection?.NotRead,
        Unread = batch.Collection is { } collection ? [.. collection.Unread.Select(piece => new UnreadBody(piece.Source, piece.Resource, piece.Cause))] : null,
        Cause = batch.Cause,
    };
}

/// <summary>A piece of evidence that could not be read.</summary>
internal sealed record UnreadBody(string Source, string Resource, string Cause);
