using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.Core.Evidence.Json;

/// <summary>What a JSON error says to people: where, counted from 1, and why, without names of the code.</summary>
public static partial class JsonFault
{
    /// <summary>With a leading space, in brackets; empty if the error does not say.</summary>
    public static string Place(JsonException exception) => exception.LineNumber is not { } line ? ""
        : $" (line {line + 1}, column {(exception.BytePositionInLine ?? 0) + 1}{(exception.Path is null ? "" : $", {exception.Path}")})";

    /// <summary>The framework appends path and place, counted from 0; they are told apart from the reason.</summary>
    public static string Reason(JsonException exception)
    {
        var path = exception.Message.IndexOf(" Path:", StringComparison.Ordinal);
        var line = exception.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        var end = path >= 0 ? path : line;
        var reason = end < 0 ? exception.Message : exception.Message[..end];
        return TypeName().Replace(reason, "").Replace("could not be mapped to any .NET member", "is not known to this version of AtRest", StringComparison.Ordinal);
    }

    /// <summary>Names of types help nobody outside of the code.</summary>
    [GeneratedRegex(@" ((contained in|on|for) )?type '[^']*'| to (AtRest|System)\.[^ ]*[^ .]")]
    private static partial Regex TypeName();
}
