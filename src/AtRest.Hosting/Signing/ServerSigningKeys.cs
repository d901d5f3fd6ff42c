using AtRest.Reports.Signing;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Signing;

/// <summary>
/// The key of a server. A report is worth more than its signature: if the key cannot be used, for example because its certificate has expired, the error is logged and the report is not signed. If the vault
/// does not answer, the report is made later.
/// </summary>
internal sealed partial class ServerSigningKeys(SigningKeys keys, TimeProvider time, ILogger<ServerSigningKeys> logger) : ISigningKeySource
{
    public async ValueTask<SigningKey?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            var key = await keys.FindAsync(cancellationToken);
            key?.RequireValid(time.GetUtcNow());
            return key;
        }
        catch (SigningKeyException exception) when (!exception.IsTransient)
        {
            LogUnusable(exception.Message);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Reports are not signed: the signing key cannot be used. {Reason}")]
    private partial void LogUnusable(string reason);
}
