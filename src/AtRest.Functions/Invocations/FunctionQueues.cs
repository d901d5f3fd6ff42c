using AtRest.Hosting.Work;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Functions.Invocations;

/// <summary>The queues that <c>function.json</c> names, and the work that is done with their messages.</summary>
internal static class FunctionQueues
{
    /// <summary>The setting that <c>function.json</c> refers to as <c>%AtRest:Audits:Queue%</c>.</summary>
    public const string AuditsSetting = "AtRest:Audits:Queue";

    public const string KeyChanges = "atrest-key-changes";
    public const string Notifications = "atrest-notifications";
    private const string DefaultAudits = "atrest-audits";

    public static IQueueWork WorkOf(IServiceProvider services, string? queue)
    {
        var name = queue ?? services.GetRequiredService<IConfiguration>()[AuditsSetting];
        name = string.IsNullOrWhiteSpace(name) ? DefaultAudits : name.Trim();
        return services.GetServices<IQueueWork>().FirstOrDefault(work => work.Queue == name)
            ?? throw new InvalidOperationException($"Nothing here works on the queue '{name}'.");
    }
}
