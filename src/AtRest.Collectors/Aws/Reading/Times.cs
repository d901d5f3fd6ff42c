using System.Diagnostics.CodeAnalysis;

namespace AtRest.Collectors.Aws.Reading;

/// <summary>The SDK's times, which are in UTC whatever their kind says, as moments.</summary>
internal static class Times
{
    [return: NotNullIfNotNull(nameof(time))]
    public static DateTimeOffset? ToUtc(this DateTime? time) => time is { } value
        ? new DateTimeOffset(value.Kind == DateTimeKind.Local ? value.ToUniversalTime() : DateTime.SpecifyKind(value, DateTimeKind.Utc))
        : null;
}
