using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Audits;

namespace AtRest.Hosting.Api.Routes;

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
