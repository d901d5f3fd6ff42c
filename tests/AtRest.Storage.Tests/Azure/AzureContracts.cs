using AtRest.Storage.Tests.Contract;
using AtRest.Storage.Tests.Support;

namespace AtRest.Storage.Tests.Azure;

public sealed class AzureReadWriteTests(AzuriteFixture azurite) : ReadWriteContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureConditionTests(AzuriteFixture azurite) : ConditionContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureListingTests(AzuriteFixture azurite) : ListingContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureLargeContentTests(AzuriteFixture azurite) : LargeContentContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureNameTests(AzuriteFixture azurite) : NameContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureQueueTests(AzuriteFixture azurite) : QueueContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}

public sealed class AzureDeliveryTests(AzuriteFixture azurite) : DeliveryContract
{
    private readonly string container = $"c-{Guid.NewGuid():N}";

    protected override async Task<StorageOptions> OptionsAsync() => new() { Connection = await azurite.ConnectionAsync(), Container = container };
}
