using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.Core.Evidence.Json;

/// <summary>Formats a JSON error for people: the place, counted from 1, and the reason, without names from the code.</summary>
public static partial class JsonFault
{
    /// <summary>The place in brackets, with a leading space; empty if the error has no place.</summary>
    public static string Place(JsonException exception) => exception.LineNumber is not { } line ? ""
        : $" (line {line + 1}, column {(exception.BytePositionInLine ?? 0) + 1}{(exception.Path is null ? "" : $", {exception.Path}")})";

    /// <summary>The framework appends the path and place, counted from 0. They are removed from the reason.</summary>
    public static string Reason(JsonException exception)
    {
        var path = exception.Message.IndexOf(" Path:", StringComparison.Ordinal);
        var line = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var end = path >= 0 ? path : line;
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        return TypeName().Replace(reason, "").Replace("could not be mapped to any .NET member", "is not supported by this version of AtRest", StringComparison.Ordinal);
    }

    /// <summary>Names of types help only readers of the code.</summary>
    [GeneratedRegex(@" ((contained in|on|for) )?type '[^']*'| to (AtRest|System)\.[^ ]*[^ .]")]
    private static partial Regex TypeName();
}
