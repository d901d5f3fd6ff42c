using System.Text;
using AtRest.Cli.CommandLine;

namespace AtRest.Cli.Tests.Support;

/// <summary>The command line inside this process, with streams that can be read afterwards.</summary>
internal sealed record CliRun(int ExitCode, string Output, string Error)
{
    public static async Task<CliRun> OfAsync(params string[] arguments) => await OfAsync(environment => environment, arguments);

    public static async Task<CliRun> OfAsync(Func<CliEnvironment, CliEnvironment> change, params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        using var bytes = new MemoryStream();
        var environment = change(new CliEnvironment { Output = output, Error = error, OpenOutput = () => bytes });
        var code = await CommandRunner.RunAsync(arguments, environment, TestContext.Current.CancellationToken);
        return new CliRun(code, output + Encoding.UTF8.GetString(bytes.ToArray()), error.ToString());
    }
}
