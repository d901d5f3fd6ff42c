using AtRest.Functions.Worker;
using AtRest.Hosting.Settings;

try
{
    using var worker = WorkerApp.Build(args);
    await WorkerApp.RunAsync(worker);
    return ExitCode.Done;
}
catch (SettingsException exception)
{
    return await EndAsync($"AtRest's settings are not valid:{Environment.NewLine}{exception.Message}", ExitCode.InvalidSettings);
}
catch (Exception exception)
{
    return await EndAsync($"The worker stopped because of an unexpected error: {exception}", ExitCode.UnexpectedFailure);
}

// To standard error, which the host logs as an error.
static async Task<int> EndAsync(string message, int exitCode)
{
    await Console.Error.WriteLineAsync(message);
    return exitCode;
}
