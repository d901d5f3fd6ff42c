using System.Collections.Immutable;
using Google.Apis.Requests;

namespace AtRest.Collectors.Google.Client;

/// <summary>An error answer of Google Cloud KMS, with what Google.Apis leaves out of its own.</summary>
internal sealed class CloudKmsError : RequestError
{
    /// <summary>Null if the answer has not the shape of Google's errors: a proxy's page, an emulator's own.</summary>
    public ErrorData? Details { get; init; }

    /// <summary>How long Google asks to wait; null if it does not say.</summary>
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

/// <summary>What a detail says about why.</summary>
internal sealed record ErrorReason(string? Reason);
