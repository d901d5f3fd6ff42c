using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Inventories;

internal static class InventoryRegistration
{
    public static IServiceCollection AddInventory(this IServiceCollection services, HostSettings settings) => services;
}
