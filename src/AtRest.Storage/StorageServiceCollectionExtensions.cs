using AtRest.Storage.Azure;
using AtRest.Storage.Local;
using AtRest.Storage.Queues;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Storage;

/// <summary>Registers the storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IBlobStore"/>, <see cref="IForeignBlobs"/> and <see cref="IWorkQueues"/>. Nothing is read, written or opened before the first call. A <see cref="TimeProvider"/>
    /// that is already registered is used.
    /// </summary>
    /// <exception cref="ArgumentException">The options are not valid; lists every problem.</exception>
    public static IServiceCollection AddAtRestStorage(this IServiceCollection services, StorageOptions options)
    {
        var problems = options.Problems();
        if (!problems.IsEmpty)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, problems), nameof(options));
        }

        services.TryAddSingleton(TimeProvider.System);
        if (options.Folder is { } path)
        {
            services.AddSingleton(provider => new LocalFolder(path, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IBlobStore, LocalBlobStore>();
            services.AddSingleton<IForeignBlobs>(_ => new AzureForeignBlobs(own: null));
            services.AddSingleton<IQueueTransports, LocalQueueTransports>();
        }
        else
        {
            services.AddSingleton(provider => AzureAccount.Open(options, provider.GetRequiredService<TimeProvider>()));
            services.AddSingleton<IBlobStore, AzureBlobStore>();
            services.AddSingleton<IForeignBlobs>(provider => new AzureForeignBlobs(provider.GetRequiredService<AzureAccount>()));
            services.AddSingleton<IQueueTransports, AzureQueueTransports>();
        }

        return services.AddSingleton<IWorkQueues>(provider => new WorkQueues(provider.GetRequiredService<IQueueTransports>(), options.MaxDeliveries));
    }
}
