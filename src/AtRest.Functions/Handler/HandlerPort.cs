using System.Globalization;
using System.Net;
using Microsoft.Extensions.Configuration;

namespace AtRest.Functions.Handler;

/// <summary>Where the host expects the handler to listen.</summary>
internal static class HandlerPort
{
    public const string Variable = "FUNCTIONS_CUSTOMHANDLER_PORT";

    /// <summary>Null if the host has not said, or said nothing sensible.</summary>
    public static int? Read(IConfiguration configuration) =>
        int.TryParse(configuration[Variable], NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > IPEndPoint.MinPort and <= IPEndPoint.MaxPort
            ? port
            : null;

    public static string Problem(IConfiguration configuration) =>
        (string.IsNullOrEmpty(configuration[Variable]) ? $"{Variable} is not set." : $"{Variable}: '{configuration[Variable]}' is not a port.")
        + " This program is started by the Azure Functions host, which says there where to listen: run 'func start' in this folder. To run AtRest without Azure Functions, use 'atrest serve'.";
}
