using System.Net;
using System.Net.Sockets;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Tests.Hosting;

public sealed class CommandLineTests
{
    private static readonly string Sample = Path.Combine(AppContext.BaseDirectory, "Published", "scenario.json");

    private static async Task<(int Code, string Output, string Errors)> RunAsync(params string[] args)
    {
        using StringWriter output = new();
        using StringWriter errors = new();
        int code = await CommandLine.RunAsync(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }

    [Fact]
    public async Task Run_Help_IsPrinted()
    {
        (int code, string output, _) = await RunAsync("--help");

        code.ShouldBe(0);
        output.ShouldContain("--scenario FILE");
    }

    [Theory]
    [InlineData("--scenario FILE is missing")]
    [InlineData("--scenario needs a value", "--scenario")]
    [InlineData("Unknown option --nonsense", "--nonsense", "x")]
    [InlineData("a port is a number", "--scenario", "x", "--port", "65536")]
    [InlineData("no-such-file.json cannot be read", "--scenario", "no-such-file.json")]
    public async Task Run_WrongInput_SaysWhatIsWrong(string message, params string[] args)
    {
        (int code, string output, string errors) = await RunAsync(args);

        code.ShouldBe(3);
        output.ShouldBeEmpty();
        errors.ShouldContain(message);
    }

    [Fact]
    public async Task Run_PortTaken_SaysSo()
    {
        using TcpListener other = new(IPAddress.Loopback, 0);
        other.Start();
        int port = ((IPEndPoint)other.LocalEndpoint).Port;

        (int code, _, string errors) = await RunAsync("--scenario", Sample, "--port", $"{port}");

        code.ShouldBe(3);
        errors.ShouldContain("address already in use");
        errors.ShouldContain("Choose another port");
    }
}
