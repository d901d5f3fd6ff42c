using AtRest.Hosting.Clocks;
using AtRest.Hosting.Retention;
using AtRest.Hosting.Work;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Hosting.Audits;

internal static class AuditsRegistration
{
    public static IServiceCollection AddAudits(this IServiceCollection services, HostSettings settings) => services
        .AddLogging()
        .AddSingleton<AuditStore>()
        .AddSingleton<AuditPlanner>()
        .AddSingleton<BatchWork>()
        .AddSingleton<AuditFinalizer>()
        .AddSingleton<AuditSteps>()
        .AddSingleton<ClockWatch>()
        .AddSingleton<RetentionClock>()
        .AddSingleton<RetentionSweep>()
        .AddSingleton<LostAudits>()
        .AddSingleton<UnfinishedAudits>()
        .AddSingleton<AuditStarter>()
        .AddSingleton<RepeatedOrders>()
        .AddSingleton<DamagedAudits>()
        .AddSingleton<AuditStatuses>()
        .AddSingleton<AuditBatches>()
        .AddSingleton<IAudits, AuditsService>()
        .AddSingleton<INightlyWork, NightlyWork>()
        .AddSingleton<IQueueWork, AuditQueueWork>();
}
