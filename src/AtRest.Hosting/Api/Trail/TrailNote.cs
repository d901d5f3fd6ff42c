using AtRest.Hosting.Reports;
using Microsoft.AspNetCore.Http;

namespace AtRest.Hosting.Api.Trail;

/// <summary>What a route adds to the audit trail of its request.</summary>
internal sealed record TrailNote
{
    /// <summary>The file that is sent.</summary>
    public (ReportEntry Report, ReportFile File)? Download { get; private init; }

    /// <summary>The route has written its own line.</summary>
    public bool IsRecorded { get; private init; }

    /// <summary>The request is refused, although its status is not 4xx.</summary>
    public bool IsRefused { get; private init; }

    /// <summary>The request begins a session.</summary>
    public bool IsSignIn { get; private init; }

    public static void OfDownload(HttpContext context, ReportEntry report, ReportFile file)
    {
        // A route with its own line sends a file as part of what that line says. In the trail of the organization, it is a download too.
        context.Features.Set((context.Features.Get<TrailNote>() ?? new TrailNote()) with { Download = (report, file) });
    }

    public static void OfOwnLine(HttpContext context) => context.Features.Set((context.Features.Get<TrailNote>() ?? new TrailNote()) with { IsRecorded = true });

    public static void OfSignIn(HttpContext context) => context.Features.Set((context.Features.Get<TrailNote>() ?? new TrailNote()) with { IsSignIn = true });

    public static void OfRefusal(HttpContext context) => context.Features.Set(new TrailNote { IsRefused = true });
}
