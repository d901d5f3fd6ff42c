namespace AtRest.Collectors.Retries;

/// <summary>The header <c>Retry-After</c> (https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).</summary>
internal static class RetryAfterHeader
{
    /// <summary>How long the service asks to wait, by its own clock where it names a time; null if it does not ask.</summary>
    public static TimeSpan? Of(HttpResponseMessage response)
    {
        var headers = response.Headers;
        var asked = headers.RetryAfter?.Delta ?? (headers.RetryAfter?.Date - headers.Date);
        return asked > TimeSpan.Zero ? asked : null;
    }
}
