using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace AtRest.Functions.Handler;

/// <summary>Structured logs, a JSON object a line, to standard output only: whatever is on standard error the host logs as an error.</summary>
internal static class HandlerLogging
{
    public static void Add(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.SetMinimumLevel(LogLevel.Information).AddFilter("Microsoft", LogLevel.Warning).AddFilter("System", LogLevel.Warning).AddFilter("Azure", LogLevel.Warning)
            // That it could not start is said once, where the host looks for errors.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.AddJsonConsole(options =>
        {
            options.IncludeScopes = true;
            options.UseUtcTimestamp = true;
            options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
    }
}
