using System.Diagnostics.CodeAnalysis;

namespace AtRest.Collectors.Aws.Reading;

/// <summary>Converts the SDK's times, which are in UTC even if their kind differs.</summary>
internal static class Times
{
    [return: NotNullIfNotNull(nameof(time))]
    public static DateTimeOffset? ToUtc(this DateTime? time) => time is { } value
        ? new DateTimeOffset(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc))
        : null;
}
