using AtRest.Hosting.Api.Authentication;
using Microsoft.Extensions.Configuration;

namespace AtRest.Cli.Serving;

/// <summary>The key that a server creates for its operator if no other credential is set. The server keeps only its hash.</summary>
internal static class OperatorKey
{
    private const string FileName = "operator.key";

    /// <summary>Adds the key to the settings and returns the path of its file. Null if other credentials are set, or if the server has no folder for the file.</summary>
    /// <exception cref="InvalidInputException">The file cannot be read or written.</exception>
    public static async Task<string?> AddAsync(ConfigurationManager configuration, string? folder, CancellationToken cancellationToken)
    {
        if (folder is null || ServeSettings.HasCredentials(configuration))
        {
            return null;
        }

        var path = Path.Combine(folder, FileName);
        var key = await SecretFile.ReadOrCreateAsync(path, ApiKey.Create, cancellationToken);
        ServeSettings.Set(configuration, $"{ServeSettings.ApiKeys}:operator:Hash", ApiKey.HashOf(key));
        ServeSettings.Set(configuration, $"{ServeSettings.ApiKeys}:operator:Operator", "true");
        return path;
    }
}
