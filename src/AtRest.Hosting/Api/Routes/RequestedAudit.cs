using System.Collections.Immutable;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Authentication;
using AtRest.Hosting.Api.Problems;
using AtRest.Hosting.Audits;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Routes;

/// <summary>
/// An audit that somebody asks for. A request whose answer was lost can be sent again with the same <c>Idempotency-Key</c>
/// (<see href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/"/>), and is then the same audit.
/// </summary>
internal static class RequestedAudit
{
    private const string KeyHeader = "Idempotency-Key";
    private const int MaxKeyLength = 255;

    /// <summary>What is wrong with the request's key; null: nothing, or there is none.</summary>
    public static Problem? WrongKey(HttpRequest request)
    {
        var keys = request.Headers[KeyHeader];
        return keys.Count == 0 || (keys.Count == 1 && keys[0] is { Length: > 0 and <= MaxKeyLength } key && key.All(char.IsAscii))
            ? null
            : Problem.BadRequest($"'{KeyHeader}' has to be there once, with 1 to {MaxKeyLength} characters of ASCII: a UUID, for example. Or leave it out.");
    }

    /// <param name="request">It has no <see cref="WrongKey"/>.</param>
    /// <param name="way">By which route it comes: an audit now and one through the queue are two.</param>
    /// <param name="organization">Whose audit it is. Another's with the same key is another audit.</param>
    /// <param name="clusters">Ids as they are declared; empty: all. Other clusters with the same key are another audit.</param>
    /// <param name="now">When it is ordered, UTC.</param>
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
