namespace AtRest.Core.Inventory.Parsing;

/// <summary>Reads the declared endpoints of a cluster.</summary>
internal static class EndpointReader
{
    private const string Allowed = "a host, or an https URL without user name, query and fragment, such as bru-2.operate.camunda.io";

    /// <summary>The address of an endpoint, or null with an error in the log.</summary>
    public static string? Read(SourceNode node, ErrorLog log)
    {
        if (node.Text is not { } text)
        {
            log.Error(node, $"An endpoint must be a string, not {node.KindInWords}.", Allowed);
            return null;
        }

        var scheme = text.IndexOf("://", StringComparison.Ordinal);
        var isTls = scheme < 0 || text.AsSpan(0, scheme).Trim() is var name && (name.Equals("https", StringComparison.OrdinalIgnoreCase) || name.Equals("grpcs", StringComparison.OrdinalIgnoreCase));
        if (!isTls || text.AsSpan().ContainsAny("?#@") || ClusterEndpoint.Read(text) is not { } endpoint)
        {
            // The value is not quoted, because a URL can contain a password.
            log.Error(node, "This is not a valid endpoint.", Allowed);
            return null;
        }

        return endpoint.Address;
    }
}
