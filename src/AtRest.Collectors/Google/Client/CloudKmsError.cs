using System.Collections.Immutable;
using Google.Apis.Requests;

namespace AtRest.Collectors.Google.Client;

/// <summary>An error of Google Cloud KMS, with the members that Google.Apis does not read.</summary>
internal sealed class CloudKmsError : RequestError
{
    /// <summary>Null if the response does not have the form of Google's errors: a proxy's page, or an emulator's own error.</summary>
    public ErrorData? Details { get; init; }

    /// <summary>The wait that Google asks for; null if it asks for none.</summary>
    public TimeSpan? RetryAfter { get; init; }
}

/// <summary>https://cloud.google.com/apis/design/errors#http_mapping.</summary>
internal sealed record ErrorAnswer(ErrorData? Error);

/// <summary>The error itself.</summary>
/// <param name="Code">The HTTP status.</param>
/// <param name="Message">In English, for developers.</param>
/// <param name="Status">The canonical code: <c>PERMISSION_DENIED</c>.</param>
/// <param name="Errors">The older form of details.</param>
/// <param name="Details">Of several types; ErrorInfo has a reason.</param>
internal sealed record ErrorData(int? Code, string? Message, string? Status, ImmutableArray<ErrorReason>? Errors, ImmutableArray<ErrorReason>? Details)
{
    /// <summary>Such as <c>SERVICE_DISABLED</c> or <c>rateLimitExceeded</c>.</summary>
    public IEnumerable<string> Reasons => (Details ?? []).Concat(Errors ?? []).Select(detail => detail.Reason).OfType<string>();
}

/// <summary>The reason in a detail.</summary>
internal sealed record ErrorReason(string? Reason);
