using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;

namespace AtRest.Tests.Shared.Commands;

/// <summary>What bash did with commands that were pasted into it.</summary>
/// <param name="Calls">The words of each call of a cloud's command line, the program first, in order.</param>
/// <param name="Complaint">What bash and the programs wrote to standard error: empty if all went well.</param>
internal sealed record BashRun(ImmutableArray<ImmutableArray<string>> Calls, string Complaint);

/// <summary>Runs commands in a real bash, in their own folder, with cloud commands that only record their arguments.</summary>
internal sealed class Bash : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private const char EndOfWord = '\0';
    private const string EndOfCall = "\u0001";

    /// <summary>
    /// Each call is noted in <c>calls</c>. What it prints is the file <c>SERVICE.OPERATION.out</c>, if a test made one, else a word.
    /// </summary>
    private const string Clouds = """
        called() {
          printf '%s\0' "$@" >> calls
          printf '\1\0' >> calls
          if [ -e "$2.$3.out" ]; then cat "$2.$3.out"; else printf 'printed\n'; fi
        }
        aws() { called aws "$@"; }
        gcloud() { called gcloud "$@"; }

        """;

    /// <summary>For commands that are not about a cloud: they only do with files what they should do.</summary>
    private const string Others = """
        write() { while [ $# -gt 0 ]; do if [ "$1" = -out ] || [ "$1" = -o ]; then echo > "$2"; fi; shift; done; }
        openssl() { write "$@"; }
        patch() { write "$@"; }
        base64() { cat; }
        jq() { cat; }

        """;

    public string Folder { get; } = Directory.CreateTempSubdirectory("atrest-bash-").FullName;

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>With only the clouds noted: openssl, patch and jq are the real ones.</summary>
    public BashRun RunForReal(string commands) => Run(Clouds, commands);

    /// <summary>With every program replaced.</summary>
    public BashRun Run(string commands) => Run(Clouds + Others, commands);

    private BashRun Run(string functions, string commands)
    {
        var script = Path.Combine(Folder, "script.sh");
        File.WriteAllText(script, functions + commands + "\n");
        File.Delete(Path.Combine(Folder, "calls"));
        using var process = Process.Start(new ProcessStartInfo("bash", ["--norc", script]) { WorkingDirectory = Folder, RedirectStandardError = true, RedirectStandardOutput = true })!;
        var complaint = new StringBuilder();
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, line) => complaint.Append(line.Data).Append(line.Data is null ? "" : "\n");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"These commands did not end within {Patience.TotalMinutes:0} minutes: {commands}");
        }

        // Without a limit, it also waits until all output is read.
        process.WaitForExit();
        return new BashRun(Calls(), process.ExitCode == 0 ? complaint.ToString() : $"exit code {process.ExitCode}. {complaint}");
    }

    private ImmutableArray<ImmutableArray<string>> Calls()
    {
        var notes = Path.Combine(Folder, "calls");
        if (!File.Exists(notes))
        {
            return [];
        }

        var calls = ImmutableArray.CreateBuilder<ImmutableArray<string>>();
        var words = ImmutableArray.CreateBuilder<string>();
        foreach (var word in Encoding.UTF8.GetString(File.ReadAllBytes(notes)).TrimEnd(EndOfWord).Split(EndOfWord))
        {
            if (word == EndOfCall)
            {
                calls.Add(words.ToImmutable());
                words.Clear();
            }
            else
            {
                words.Add(word);
            }
        }

        return calls.ToImmutable();
    }
}
