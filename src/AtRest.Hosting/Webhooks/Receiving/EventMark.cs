using System.Collections.Immutable;

namespace AtRest.Hosting.Webhooks.Receiving;

/// <summary>The stored mark of a handled event.</summary>
internal sealed record EventMark
{
    public required string EventId { get; init; }

    public required string Name { get; init; }

    public required ImmutableArray<string> Scopes { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }
}
