namespace AtRest.Collectors.Telemetry;

/// <summary>The messages of an exception and its inner exceptions on one line: .NET's outer messages often only refer to the inner ones.</summary>
internal static class ExceptionText
{
    private const string Pointer = ", see inner exception";

    /// <summary>A sentence.</summary>
    public static string Of(Exception exception)
    {
        var texts = new List<string>();
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            var text = current.Message.ReplaceLineEndings(" ").Replace(Pointer, "", StringComparison.Ordinal).Trim().TrimEnd('.');
            if (text.Length > 0 && !texts.Exists(earlier => earlier.Contains(text, StringComparison.Ordinal)))
            {
                texts.Add(text);
            }
        }

        return string.Join(": ", texts) + ".";
    }
}
