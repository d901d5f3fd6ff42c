using System.Collections.Immutable;
using AtRest.Core.Naming;
using AtRest.Hosting.Keys;

namespace AtRest.Hosting.Api.Routes;

/// <summary>The keys of an organization or of the operators.</summary>
/// <param name="Keys">Valid ones first, the newest first.</param>
internal sealed record KeyListBody(ImmutableArray<KeyBody> Keys);

/// <summary>A key without its text.</summary>
internal sealed record KeyBody
{
    public required string Id { get; init; }

    /// <summary><c>api</c>, <c>webhook</c> or <c>calendar</c>.</summary>
    public required string Kind { get; init; }

    public required string Name { get; init; }

    /// <summary><c>member</c>, <c>administrator</c> or <c>operator</c>.</summary>
    public required string Right { get; init; }

    /// <summary><c>valid</c>, <c>expired</c> or <c>revoked</c>.</summary>
    public required string State { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The first moment at which the key does not work.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    public string? RevokedBy { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>The last day on which it was used.</summary>
    public DateOnly? LastUsed { get; init; }

    public static KeyBody Of(IssuedKey key, DateTimeOffset now) => new()
    {
        Id = key.Id,
        Kind = WireWord.Of(key.Kind),
        Name = key.Name,
        Right = WireWord.Of(key.Right),
        State = WireWord.Of(key.StateAt(now)),
        MadeBy = key.MadeBy,
        MadeAt = key.MadeAt,
        EndsAt = key.EndsAt,
        RevokedBy = key.RevokedBy,
        RevokedAt = key.RevokedAt,
        LastUsed = key.LastUsed,
    };
}

/// <summary>A key that was just made.</summary>
/// <param name="Key">The key without its text.</param>
/// <param name="Secret">The text of the key. It is shown only here.</param>
internal sealed record MadeKeyBody(KeyBody Key, string Secret)
{
    /// <summary>The address of the calendar that the key opens; left out for other keys.</summary>
    public string? Address { get; init; }
}
