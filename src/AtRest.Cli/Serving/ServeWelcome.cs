using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Routes;

namespace AtRest.Cli.Serving;

/// <summary>Writes where the server listens and what to try first. Keys are never shown, only their files.</summary>
internal sealed class ServeWelcome(CliEnvironment environment, ImmutableArray<string> addresses)
{
    public async Task WriteAsync(string? folder, string? operatorKey, ServeDemo? demo, InventoryDocument? inventory)
    {
        await LineAsync($"AtRest is listening on {string.Join(" and ", addresses.Select(address => $"{address}/{ApiPaths.Prefix}"))}{(folder is null ? "" : $". Its data is in '{folder}'")}. Press Ctrl-C to stop it.");
        foreach (var address in ServeAddresses.Exposed(addresses))
        {
            await LineAsync($"Warning: {address} is open to the network and not encrypted. Others on the network can read keys and reports. Put a proxy with TLS in front of it.");
        }

        if (operatorKey is not null)
        {
            await WriteTrialAsync(operatorKey, inventory?.Organizations.FirstOrDefault()?.Id ?? "ORGANIZATION");
        }

        if (demo?.WebhookKey is { } webhookKey)
        {
            await LineAsync($"The key of the webhook (header x-atrest-webhook-key) is in '{webhookKey}'.");
        }
    }

    private async Task WriteTrialAsync(string operatorKey, string organization)
    {
        var caller = $"""curl --header "x-api-key: $(cat '{operatorKey}')" """;
        string Address(string template, params string[] values) => $"{Reachable(addresses[0])}{ApiPaths.Of(template, values)}";
        await LineAsync($"No credentials are set, so a key for you was created in '{operatorKey}'. These commands audit an organization, wait for its report and download it, and list its clusters:");
        await LineAsync($"  {caller}--request POST {Address(ApiPaths.Audits, organization)}");

        // Until the first audit is finished, the response is 404, and curl tries again.
        await LineAsync($"  {caller}--fail-with-body --retry 60 --retry-delay 1 --retry-all-errors --output report.html {Address(ApiPaths.ReportFile, organization, "latest", "html")}");
        await LineAsync($"  {caller}{Address(ApiPaths.Clusters, organization)}");
    }

    /// <summary>Replaces an address that means all networks by one that can be called.</summary>
    private static string Reachable(string address) => address.Replace("://[::]:", "://127.0.0.1:", StringComparison.Ordinal)
        .Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://*:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://+:", "://127.0.0.1:", StringComparison.Ordinal);

    /// <summary>The commands are indented, so they are not wrapped.</summary>
    private Task LineAsync(string line) => environment.WriteMessageAsync(line);
}
