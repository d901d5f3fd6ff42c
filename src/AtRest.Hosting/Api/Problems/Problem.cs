using System.Collections.Immutable;
using System.Globalization;

namespace AtRest.Hosting.Api.Problems;

/// <summary>An error, for the caller: problem details of <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.</summary>
internal sealed record Problem
{
    private const string Prefix = "urn:atrest:problem:";

    /// <summary>A URN that names the kind of problem and never changes.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Finds the request in the logs.</summary>
    public string? TraceId { get; init; }

    /// <summary>The errors in a body, each with its place.</summary>
    public ImmutableArray<ProblemPlace>? Errors { get; init; }

    /// <summary>The formats that exist.</summary>
    public ImmutableArray<string>? Formats { get; init; }

    /// <summary>The query parameters that exist.</summary>
    public ImmutableArray<string>? Parameters { get; init; }

    /// <summary>The dependencies that were checked, and what is wrong with each.</summary>
    public ImmutableArray<Health.HealthCheck>? Checks { get; init; }

    /// <summary>The same answer for everything that does not exist or is not visible, so that callers learn nothing about others.</summary>
    public static Problem NotFound { get; } = Of(404, "not-found", "Not found, or your credential cannot access it.");

    /// <summary>For a caller who can see the organization, if there are only reports about some of its clusters.</summary>
    public static Problem NoWholeReport { get; } =
        Of(404, "not-found", "This organization has no whole report yet. Start an audit of all clusters, or add '?scope=any' to get the newest report about some of them.");

    public static Problem BadRequest(string detail) => Of(400, "bad-request", detail);

    public static Problem BadBody(ImmutableArray<ProblemPlace> errors) => Of(400, "bad-body", "The body is not valid: 'errors' lists each place and what to do.") with { Errors = errors };

    public static Problem UnknownParameter(string name, ImmutableArray<string> known) =>
        Of(400, "unknown-parameter", $"The query parameter '{Quoted.Short(name)}' is unknown. {(known.IsEmpty ? "This address takes none." : $"Allowed: {Quoted.List(known)}.")}") with { Parameters = known };

    public static Problem BadFormat(ImmutableArray<string> formats) => Of(400, "unknown-format", "The format is unknown: 'formats' lists the formats that exist.") with { Formats = formats };

    public static Problem NoSuchFormat(ImmutableArray<string> formats) =>
        Of(404, "unknown-format", "Reports do not exist in this format: 'formats' lists the formats that exist.") with { Formats = formats };

    /// <summary>A format cannot be made for this report.</summary>
    public static Problem NotRendered(string reason, ImmutableArray<string> formats) => Of(409, "not-rendered", reason) with { Formats = formats };

    /// <summary>The file is being made, or too many others are.</summary>
    public static Problem Rendering { get; } =
        Of(503, "rendering", "The server is making this file now, or is busy with others. Send the request again after the time in 'Retry-After'.") with { RetryAfterSeconds = 5 };

    public static Problem Unauthorized(string detail) => Of(401, "unauthorized", detail);

    public static Problem UnsupportedMediaType { get; } = Of(415, "unsupported-media-type", "The body must be JSON with 'Content-Type: application/json'. Otherwise, omit the body.");

    public static Problem TooLarge(long most) => Of(413, "too-large", string.Create(CultureInfo.InvariantCulture, $"The body is too long: this address accepts at most {most} bytes."));

    public static Problem TooManyRequests(TimeSpan wait) =>
        Of(429, "too-many-requests", string.Create(CultureInfo.InvariantCulture, $"Too many requests. Try again in {Seconds(wait)} s.")) with { RetryAfterSeconds = Seconds(wait) };

    /// <summary>A sign-in or a form that this server refuses.</summary>
    public static Problem Refused(string detail) => Of(403, "refused", detail);

    /// <summary>For a caller who can see the organization.</summary>
    public static Problem NotAdministrator { get; } =
        Of(403, "not-administrator", "Only an administrator of the organization can do this. Your credential does not have this right. Ask the operator of this server, or an administrator, for a key that has it.");

    public static Problem NoSelfService { get; } = Of(403, "no-self-service", "The operator of this server does not let organizations manage their keys and notification endpoints. Ask the operator.");

    public static Problem KeyExists(string id) =>
        Of(409, "key-exists", $"A request with this idempotency key made the key {id} before. It was shown then, and cannot be shown again. If you do not have it, revoke it and make another one.");

    public static Problem TooManyKeys(int most) =>
        Of(409, "too-many-keys", string.Create(CultureInfo.InvariantCulture, $"There are {most} valid keys already, which is the limit. Revoke one that you do not use, or ask the operator of this server for a higher limit."));

    public static Problem EndpointExists(string id) =>
        Of(409, "endpoint-exists", $"A request with this idempotency key made the endpoint {id} before. Its secret was shown then, and cannot be shown again. If you do not have it, revoke the endpoint and make another one.");

    public static Problem TooManyEndpoints(int most) =>
        Of(409, "too-many-endpoints", string.Create(CultureInfo.InvariantCulture, $"There are {most} endpoints already, which is the limit. Revoke one that you do not use, or ask the operator of this server for a higher limit."));

    public static Problem Unavailable(string detail) => Of(503, "unavailable", detail);

    /// <summary>The cause is for the log only.</summary>
    public static Problem KeysUnavailable { get; } = Of(503, "unavailable", "The public keys cannot be read at the moment. Try again later.") with { RetryAfterSeconds = 60 };

    public static Problem NotReady(ImmutableArray<Health.HealthCheck> checks) => Of(503, "not-ready", "A dependency of this server does not work: 'checks' says which. The log says why.") with { Checks = checks };

    public static Problem Unexpected { get; } = Of(500, "unexpected", "The server failed to handle the request. The request is valid. The server's log has the error under the 'traceId' of this response.");

    /// <summary>Never the file itself, and not the storage's error, which names blobs.</summary>
    public static Problem Damaged { get; } =
        Of(500, "damaged", "What this server has stored was changed, damaged or deleted, so it is not sent: a report no longer matches its SHA-256, for example, or has lost a file. Ask the operator to restore it from a backup.");

    /// <summary>The problem for a status that other code has set.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        400 => BadRequest("The request is not valid HTTP, or this server cannot read it."),
        401 => Unauthorized("This address needs a valid credential."),
        404 => NotFound,
        405 => Of(405, "method-not-allowed", "This address does not support the method: the header 'Allow' lists those that it supports."),
        408 => Of(408, "too-slow", "The body did not arrive in time. Send it faster."),
        413 => Of(413, "too-large", "The body is too long for this address."),
        415 => UnsupportedMediaType,
        431 => Of(431, "headers-too-large", "The headers or trailers are too many or too long."),
        >= 500 => Of(status, "unexpected", Unexpected.Detail),
        _ => Of(status, "bad-request", "The web server refused the request."),
    };

    [System.Text.Json.Serialization.JsonIgnore]
    public int? RetryAfterSeconds { get; private init; }

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static Problem Of(int status, string type, string detail) => new() { Type = Prefix + type, Title = TitleOf(status), Status = status, Detail = detail };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
}

/// <summary>A place in a body that is not valid.</summary>
/// <param name="Pointer">A JSON pointer (RFC 6901), such as <c>/clusters/2</c>; an empty one is the whole body.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
internal sealed record ProblemPlace(string Pointer, string Detail)
{
    /// <summary>From 1; only if the body is not valid JSON.</summary>
    public long? Line { get; init; }

    /// <summary>In bytes, from 1.</summary>
    public long? Column { get; init; }
}
