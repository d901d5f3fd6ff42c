using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Core.Naming;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// An audit that a caller requests. If the response was lost, the request can be sent again with the same <c>Idempotency-Key</c>
/// (<see href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/"/>), and is then the same audit.
/// </summary>
internal static class RequestedAudit
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 255;

    /// <summary>The problem with the request's key; null if there is none, or no key.</summary>
    public static Problem? WrongKey(HttpRequest request)
    {
        var keys = request.Headers[KeyHeader];
        return keys.Count == 0 || (keys.Count == 1 && keys[0] is { Length: > 0 and <= MaxKeyLength } key && key.All(char.IsAscii))
            ? null
            : Problem.BadRequest($"'{KeyHeader}' must appear once, with 1 to {MaxKeyLength} ASCII characters, such as a UUID. Or omit it.");
    }

    /// <summary>The idempotency key of a request without a <see cref="WrongKey"/>; null if it has none.</summary>
    public static string? KeyOf(HttpRequest request) => request.Headers[KeyHeader] is [{ } key] ? key : null;

    /// <param name="request">A request without a <see cref="WrongKey"/>.</param>
    /// <param name="way">The route. An immediate audit and one through the queue are two audits.</param>
    /// <param name="organization">The organization. The same key of another organization is another audit.</param>
    /// <param name="clusters">IDs as declared; empty for all. Other clusters with the same key are another audit.</param>
    /// <param name="now">The time of the request, UTC.</param>
    public static AuditOrder Order(HttpRequest request, string way, Organization organization, ImmutableArray<string> clusters, DateTimeOffset now) => new()
    {
        AuditId = request.Headers[KeyHeader] is [{ } key]
            ? DerivedId.Of(["request", way, organization.Id, key, .. clusters.Order(StringComparer.Ordinal)])
            : Guid.CreateVersion7(now).ToString(),
        OrganizationId = organization.Id,
        Clusters = clusters,
        Cause = AuditCause.Request,
        OrderedBy = request.HttpContext.Features.Get<Caller>()?.Id,
        OrderedAt = now,
    };
}
