using System.Diagnostics;
using AtRest.Tests.Shared.Limits;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Runs a program that finds <c>atrest</c> on its path.</summary>
internal static class Shell
{
    /// <param name="folder">The working directory and the home.</param>
    /// <param name="program">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">More variables.</param>
    public static async Task<ProcessResult> RunAsync(string folder, string program, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var cancellation = TestContext.Current.CancellationToken;
        var bin = Directory.CreateDirectory(Path.Combine(folder, "bin")).FullName;
        await WriteProgramAsync(Path.Combine(bin, "atrest"), $"exec dotnet '{Path.Combine(AppContext.BaseDirectory, "AtRest.Cli.dll")}' \"$@\"");
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        new CliSettings().ApplyTo(start.Environment);
        start.Environment["PATH"] = $"{bin}:{start.Environment["PATH"]}";
        start.Environment["HOME"] = folder;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(Until.Limit, cancellation);
            return new ProcessResult(process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    /// <summary>Writes an executable script.</summary>
    public static async Task WriteProgramAsync(string path, string script)
    {
        await File.WriteAllTextAsync(path, $"#!/bin/sh\n{script}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
