using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Trail;

namespace AtRest.Hosting.Api.Routes;

/// <summary>A page of a trail, the newest first.</summary>
internal sealed record TrailBody(ImmutableArray<TrailEntryBody> Events)
{
    /// <summary>The address of the next, older page; left out on the last one.</summary>
    public string? Next { get; init; }
}

/// <summary>An event of a trail.</summary>
internal sealed record TrailEntryBody
{
    public required DateTimeOffset At { get; init; }

    /// <summary><c>download</c>, <c>signIn</c>, <c>refusal</c>, <c>keyMade</c>, <c>keyRevoked</c>, <c>endpointMade</c>, <c>endpointTested</c> or <c>endpointRevoked</c>.</summary>
    public required string Event { get; init; }

    public string? Caller { get; init; }

    public required string Address { get; init; }

    public string? Request { get; init; }

    public int? Status { get; init; }

    public string? Report { get; init; }

    public string? Format { get; init; }

    public string? Key { get; init; }

    public string? Endpoint { get; init; }

    public string? Detail { get; init; }

    public static TrailEntryBody Of(TrailEntry entry) => new()
    {
        At = entry.At,
        Event = WireWord.Of(entry.Event),
        Caller = entry.Caller,
        Address = entry.Address,
        Request = entry.Request,
        Status = entry.Status,
        Report = entry.Report,
        Format = entry.Format,
        Key = entry.Key,
        Endpoint = entry.Endpoint,
        Detail = entry.Detail,
    };
}
