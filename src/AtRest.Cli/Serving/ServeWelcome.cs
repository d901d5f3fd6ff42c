using System.Collections.Immutable;
using AtRest.Cli.Presentation;
using AtRest.Core.Inventory;
using AtRest.Hosting.Api.Routes;

namespace AtRest.Cli.Serving;

/// <summary>What is said once the server runs: where, with what, and what to try. Keys are named by their files, and never shown.</summary>
internal sealed class ServeWelcome(TextWriter writer, ImmutableArray<string> addresses)
{
    public async Task WriteAsync(string? folder, string? operatorKey, ServeDemo? demo, InventoryDocument? inventory)
    {
        await LineAsync($"AtRest serves {string.Join(" and ", addresses.Select(address => $"{address}/{ApiPaths.Prefix}"))}{(folder is null ? "" : $", and keeps its data in {folder}")}. Ctrl-C ends it.");
        foreach (var address in ServeAddresses.Exposed(addresses))
        {
            await LineAsync($"Warning: {address} is open to the network and not encrypted: keys and reports can be read on their way. Put something before it that ends TLS.");
        }

        if (operatorKey is not null)
        {
            await WriteTrialAsync(operatorKey, inventory?.Organizations.FirstOrDefault()?.Id ?? "ORGANIZATION");
        }

        if (demo?.WebhookKey is { } webhookKey)
        {
            await LineAsync($"The webhook's key (header x-atrest-webhook-key) is in {webhookKey}.");
        }
    }

    private async Task WriteTrialAsync(string operatorKey, string organization)
    {
        var caller = $"""curl --header "x-api-key: $(cat '{operatorKey}')" """;
        string Address(string template, params string[] values) => $"{Reachable(addresses[0])}{ApiPaths.Of(template, values)}";
        await LineAsync($"No credentials are set, so there is one key, for you: in {operatorKey}. Audit an organization, fetch its report, which waits until there is one, and see its clusters:");
        await LineAsync($"  {caller}--request POST {Address(ApiPaths.Audits, organization)}");

        // Until the first audit is done there is no report: 404, which is tried again.
        await LineAsync($"  {caller}--fail-with-body --retry 60 --retry-delay 1 --retry-all-errors --output report.html {Address(ApiPaths.ReportFile, organization, "latest", "html")}");
        await LineAsync($"  {caller}{Address(ApiPaths.Clusters, organization)}");
    }

    /// <summary>An address that one can call, for one that stands for all networks.</summary>
    private static string Reachable(string address) => address.Replace("://[::]:", "://127.0.0.1:", StringComparison.Ordinal)
        .Replace("://0.0.0.0:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://*:", "://127.0.0.1:", StringComparison.Ordinal).Replace("://+:", "://127.0.0.1:", StringComparison.Ordinal);

    private Task LineAsync(string line) => writer.WriteLineAsync(SafeText.Of(line));
}
