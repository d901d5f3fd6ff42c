using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace AtRest.Hosting.Work.Claims;

internal static class ClaimsRegistration
{
    /// <summary>Comes last: the work that the others have registered needs a claim. A dropped copy is not work, so it is not measured.</summary>
    public static IServiceCollection AddClaims(this IServiceCollection services)
    {
        services.TryAddSingleton(new ClaimTimes());
        services.AddSingleton<StoredAges>().AddSingleton<WorkClaims>().AddSingleton<AbandonedWork>().AddSingleton<IResumeWork, ResumeWork>();
        foreach (var work in services.Where(service => service.ServiceType == typeof(IQueueWork)).ToList())
        {
            services.Remove(work);
            services.AddSingleton<IQueueWork>(provider => ActivatorUtilities.CreateInstance<ClaimedQueueWork>(provider, (IQueueWork)work.ImplementationFactory!(provider)));
        }

        return services;
    }
}
