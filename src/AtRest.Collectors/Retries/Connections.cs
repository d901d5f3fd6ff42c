namespace AtRest.Collectors.Retries;

/// <summary>Finds out whether a request failed before there was a connection.</summary>
internal static class Connections
{
    public static bool AreMissing(Exception exception)
    {
        for (Exception? current = exception; current is not null; current = current.InnerException)
        {
            if (current is HttpRequestException
                {
                    HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError
                })
            {
                return true;
            }
        }

        return false;
    }
}
