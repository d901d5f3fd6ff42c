using System.Collections.Immutable;
using System.Globalization;

namespace AtRest.Hosting.Api.Problems;

/// <summary>What went wrong, for the caller: problem details of <see href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</see>.</summary>
internal sealed record Problem
{
    private const string Prefix = "urn:atrest:problem:";

    /// <summary>A URN that names the kind of problem, and never changes.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    public required string Detail { get; init; }

    /// <summary>Finds the request in the logs.</summary>
    public string? TraceId { get; init; }

    /// <summary>What is wrong with a body, place by place.</summary>
    public ImmutableArray<ProblemPlace>? Errors { get; init; }

    /// <summary>The formats that there are.</summary>
    public ImmutableArray<string>? Formats { get; init; }

    /// <summary>The query parameters that there are.</summary>
    public ImmutableArray<string>? Parameters { get; init; }

    /// <summary>What was looked at, and what is wrong with it.</summary>
    public ImmutableArray<Health.HealthCheck>? Checks { get; init; }

    /// <summary>The same whatever it is that is not there, so that nobody learns what somebody else has.</summary>
    public static Problem NotFound { get; } = Of(404, "not-found", "There is no such thing, or it is not yours.");

    /// <summary>For a caller who may see the organization: reports about some of its clusters are there, and none about all.</summary>
    public static Problem NoWholeReport { get; } =
        Of(404, "not-found", "There is no report about the whole organization yet. Start an audit of all clusters, or ask with '?scope=any' for the newest report about some of them.");

    public static Problem BadRequest(string detail) => Of(400, "bad-request", detail);

    public static Problem BadBody(ImmutableArray<ProblemPlace> errors) => Of(400, "bad-body", "The body is not as it should be: 'errors' says where, and what to do.") with { Errors = errors };

    public static Problem UnknownParameter(string name, ImmutableArray<string> known) =>
        Of(400, "unknown-parameter", $"The query parameter '{Quoted.Short(name)}' is not known here. {(known.IsEmpty ? "This address takes none." : $"Known: {Quoted.List(known)}.")}") with { Parameters = known };

    public static Problem BadFormat(ImmutableArray<string> formats) => Of(400, "unknown-format", "There is no such format: 'formats' lists what there is.") with { Formats = formats };

    public static Problem NoSuchFormat(ImmutableArray<string> formats) =>
        Of(404, "unknown-format", "There are no reports in this format: 'formats' lists the formats that there are.") with { Formats = formats };

    public static Problem Unauthorized(string detail) => Of(401, "unauthorized", detail);

    public static Problem UnsupportedMediaType { get; } = Of(415, "unsupported-media-type", "The body has to be JSON, with 'Content-Type: application/json'; or leave it out.");

    public static Problem TooLarge(long most) => Of(413, "too-large", string.Create(CultureInfo.InvariantCulture, $"The body is longer than the {most} bytes that are allowed here."));

    public static Problem TooManyRequests(TimeSpan wait) =>
        Of(429, "too-many-requests", string.Create(CultureInfo.InvariantCulture, $"These are too many requests. Try again in {Seconds(wait)} s.")) with { RetryAfterSeconds = Seconds(wait) };

    public static Problem Unavailable(string detail) => Of(503, "unavailable", detail);

    public static Problem NotReady(ImmutableArray<Health.HealthCheck> checks) => Of(503, "not-ready", "Something that is needed does not work: 'checks' says what. The log says why.") with { Checks = checks };

    public static Problem Unexpected { get; } = Of(500, "unexpected", "Something went wrong here, and it is not your fault. The log has it under 'traceId'.");

    /// <summary>Of a status that somebody else has set.</summary>
    public static Problem OfStatus(int status) => status switch
    {
        400 => BadRequest("The request cannot be understood."),
        401 => Unauthorized("This needs a credential, and the request has none that is accepted."),
        404 => NotFound,
        405 => Of(405, "method-not-allowed", "This address does not know the method: the header 'Allow' lists those that it knows."),
        413 => Of(413, "too-large", "The body is longer than is allowed here."),
        415 => UnsupportedMediaType,
        >= 500 => Of(status, "unexpected", Unexpected.Detail),
        _ => Of(status, "refused", "The request was refused."),
    };

    [System.Text.Json.Serialization.JsonIgnore]
    public int? RetryAfterSeconds { get; private init; }

    private static int Seconds(TimeSpan wait) => Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));

    private static Problem Of(int status, string type, string detail) => new() { Type = Prefix + type, Title = TitleOf(status), Status = status, Detail = detail };

    private static string TitleOf(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Error";
}

/// <summary>A place in a body that is wrong.</summary>
/// <param name="Pointer">A JSON pointer (RFC 6901): <c>/clusters/2</c>; the empty one is the whole body.</param>
/// <param name="Detail">What is wrong, and what to do.</param>
internal sealed record ProblemPlace(string Pointer, string Detail)
{
    /// <summary>From 1; only where the body is no JSON at all.</summary>
    public long? Line { get; init; }

    /// <summary>In bytes, from 1.</summary>
    public long? Column { get; init; }
}
