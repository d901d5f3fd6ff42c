using AtRest.Hosting;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Invocations;

/// <summary>The queues that <c>function.json</c> names, and the work that is done with their messages.</summary>
internal static class FunctionQueues
{
    /// <summary>The setting that <c>function.json</c> refers to as <c>%AtRest:Audits:Queue%</c>.</summary>
    public const string AuditsSetting = "AtRest:Audits:Queue";

    public const string KeyChanges = "atrest-key-changes";
    public const string Notifications = "atrest-notifications";

    /// <param name="services">The app's.</param>
    /// <param name="queue">The queue's name; null: that of the audits, which is a setting.</param>
    public static IQueueWork WorkOf(IServiceProvider services, string? queue)
    {
        var name = queue ?? services.GetRequiredService<HostSettings>().Audits.Queue;
        return services.GetServices<IQueueWork>().FirstOrDefault(work => work.Queue == name)
            ?? throw new InvalidOperationException($"Nothing here works on the queue '{name}'.");
    }
}
