using AtRest.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AtRest.Hosting.Inventories;

internal static class InventoryRegistration
{
    public static IServiceCollection AddInventory(this IServiceCollection services, HostSettings settings) => services
        .AddLogging()
        .AddSingleton<IInventorySource>(provider => new InventorySource(
            Origin(settings.Inventory, provider), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<InventorySource>>()));

    private static IInventoryOrigin? Origin(string? setting, IServiceProvider provider) => setting switch
    {
        null => null,
        _ when setting.StartsWith(OwnInventoryBlob.Scheme, StringComparison.Ordinal) => new OwnInventoryBlob(setting[OwnInventoryBlob.Scheme.Length..], provider.GetRequiredService<IBlobStore>()),
        _ when Uri.TryCreate(setting, UriKind.Absolute, out var address) && (address.Scheme == Uri.UriSchemeHttps || address.Scheme == Uri.UriSchemeHttp) =>
            new InventoryBlob(address, provider.GetRequiredService<IForeignBlobs>()),
        _ => new InventoryFile(setting),
    };
}
