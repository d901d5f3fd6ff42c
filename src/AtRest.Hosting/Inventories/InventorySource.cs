using AtRest.Core.Inventory;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Inventories;

/// <summary>Reads the inventory on first use, and again when it has changed. The errors of a version are remembered too: it is parsed once.</summary>
internal sealed class InventorySource(IInventoryOrigin? origin, TimeProvider time, ILogger<InventorySource> log) : IInventorySource, IDisposable
{
    private const string NotSet = "No inventory is set. Set AtRest:Inventory to a file, or to the URL of a blob.";

    private readonly SemaphoreSlim gate = new(1);
    private volatile Reading? last;

    public async Task<InventoryDocument> ReadAsync(CancellationToken cancellationToken)
    {
        var from = origin ?? throw new InventoryException(NotSet);
        if (last is { } fresh && from.Freshness > TimeSpan.Zero && time.GetElapsedTime(fresh.At) < from.Freshness)
        {
            return fresh.Document ?? throw new InventoryException(fresh.Problem!);
        }

        // One reader at a time: the others use its result.
        await gate.WaitAsync(cancellationToken);
        try
        {
            last = await CheckAsync(from, last, cancellationToken);
            return last.Document ?? throw new InventoryException(last.Problem!);
        }
        finally
        {
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task<Reading> CheckAsync(IInventoryOrigin from, Reading? known, CancellationToken cancellationToken)
    {
        if (known is not null && from.Freshness > TimeSpan.Zero && time.GetElapsedTime(known.At) < from.Freshness)
        {
            return known;
        }

        var text = await from.OpenAsync(known?.Version, cancellationToken);
        if (text is null)
        {
            return known! with { At = time.GetTimestamp() };
        }

        await using (text)
        {
            return Judge(from.Name, text.Version, await ParseAsync(from.Name, text.Content, cancellationToken));
        }
    }

    private static async Task<InventoryParseResult> ParseAsync(string name, Stream content, CancellationToken cancellationToken)
    {
        try
        {
            return await InventoryParser.ParseAsync(content, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or Storage.StorageException)
        {
            throw new InventoryException($"The inventory {name} cannot be read: {exception.Message}", exception);
        }
    }

    private Reading Judge(string name, string version, InventoryParseResult result)
    {
        foreach (var warning in result.Warnings)
        {
            log.InventoryWarning(name, warning);
        }

        if (result.Document is { } document && result.Errors.IsEmpty)
        {
            var clusters = document.Organizations.Sum(organization => organization.Clusters.Length);
            log.InventoryRead(name, document.Organizations.Length, clusters);
            return new Reading(version, time.GetTimestamp(), document, null);
        }

        var count = result.Errors.Length == 1 ? "1 error" : $"{result.Errors.Length} errors";
        return new Reading(version, time.GetTimestamp(), null, string.Join('\n', result.Errors.Select(error => $"{error}").Prepend($"The inventory {name} is not valid: {count}. Nothing is audited until it is corrected.")));
    }

    /// <param name="Version">The version of the text.</param>
    /// <param name="At">The time of the last check.</param>
    /// <param name="Document">Null if the text is not valid.</param>
    /// <param name="Problem">The errors.</param>
    private sealed record Reading(string Version, long At, InventoryDocument? Document, string? Problem);
}
