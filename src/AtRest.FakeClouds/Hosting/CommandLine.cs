using System.Globalization;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using AtRest.FakeClouds.Scenarios;

namespace AtRest.FakeClouds.Hosting;

/// <summary>Runs the fake clouds as a separate program.</summary>
internal static class CommandLine
{
    private const int Success = 0;
    private const int InvalidInput = 3;

    private const string Help = """
        Runs a small emulator of AWS (KMS, CloudTrail, S3, STS, EventBridge, CloudWatch), Google Cloud KMS and Camunda's API on loopback.

        Usage: dotnet run --project src/AtRest.FakeClouds -- --scenario FILE [--port N]

          --scenario FILE   what exists in the fake cloud (docs/fake-clouds.md, samples/scenario.json)
          --port N          the port; 0 (the default) uses a free one
          --help            show this text

        Prints the endpoint on one line, for AWS_ENDPOINT_URL, and runs until Ctrl-C or SIGTERM.
        GET /_calls returns the number of calls of each operation. POST /_reset resets the counts.
        """;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        if (args.Contains("--help") || args.Contains("-h"))
        {
            await output.WriteLineAsync(Help);
            return Success;
        }

        try
        {
            (string file, int port) = Parse(args);
            using CancellationTokenSource stop = new();
            TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
            using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
            Scenario scenario = await ScenarioReader.ReadFileAsync(file, stop.Token);
            await using FakeCloud cloud = await FakeCloud.StartAsync(scenario, new FakeCloudOptions { Port = port }, stop.Token);
            await output.WriteLineAsync(cloud.Endpoint.ToString());
            await output.FlushAsync(CancellationToken.None);
            await stopped.Task;
            return Success;

            void Stop(PosixSignalContext context)
            {
                context.Cancel = true;
                stop.Cancel();
                stopped.TrySetResult();
            }
        }
        catch (ScenarioException unusable)
        {
            await errors.WriteLineAsync(unusable.Message);
            return InvalidInput;
        }
        catch (Exception unbound) when (unbound is IOException or SocketException)
        {
            await errors.WriteLineAsync($"{unbound.Message} Choose another port, or omit --port to use a free one.");
            return InvalidInput;
        }
        catch (OperationCanceledException)
        {
            // Stopped during the start.
            return Success;
        }
    }

    private static (string File, int Port) Parse(string[] args)
    {
        string? file = null;
        int port = 0;
        for (int index = 0; index < args.Length; index += 2)
        {
            string value = index + 1 < args.Length ? args[index + 1] : throw new ScenarioException($"{args[index]} needs a value. See --help.");
            switch (args[index])
            {
                case "--scenario":
                    file = value;
                    break;
                case "--port":
                    port = int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= ushort.MaxValue
                        ? number
                        : throw new ScenarioException($"--port {value}: a port is a number from 0 to 65535.");
                    break;
                default:
                    throw new ScenarioException($"Unknown option {args[index]}. See --help.");
            }
        }

        return (file ?? throw new ScenarioException("--scenario FILE is missing. See --help."), port);
    }
}
