using System.Text;
using AtRest.Core.Aws;
using AtRest.Reports;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Cli.Commands.Policy.Checking;

/// <summary>What <c>policy check --json</c> prints.</summary>
internal static class CheckOutput
{
    public static async Task WriteJsonAsync(PolicyCheckResult result, CliEnvironment environment, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();
        await using (services)
        {
            using var buffer = new MemoryStream();
            await services.GetRequiredService<IFindingsRenderer>().RenderAsync(result.Verdict, result.Findings, buffer, cancellationToken);
            var line = Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
            await environment.Output.WriteAsync(line.AsMemory(), cancellationToken);
            await environment.Output.FlushAsync(cancellationToken);
        }
    }
}
