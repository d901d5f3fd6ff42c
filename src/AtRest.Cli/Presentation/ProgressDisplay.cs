using AtRest.Core.Audits;
using Spectre.Console;

namespace AtRest.Cli.Presentation;

/// <summary>Shows progress on standard error: a bar on a terminal, otherwise one line.</summary>
internal static class ProgressDisplay
{
    public static async Task<T> ShowAsync<T>(CliEnvironment environment, string activity, Func<IProgress<CollectionProgress>?, Task<T>> work)
    {
        if (!environment.ErrorIsTerminal)
        {
            await environment.Error.WriteLineAsync($"{activity} …");
            return await work(null);
        }

        return await Consoles.OnError(environment).Progress()
            .AutoClear(true)
            .HideCompleted(false)
            .StartAsync(context => work(new Bar(context.AddTask(Markup.Escape(activity), autoStart: true, maxValue: 1))));
    }

    /// <summary>Synchronous, unlike <see cref="Progress{T}"/>, so that a late report cannot move the bar back.</summary>
    private sealed class Bar(ProgressTask task) : IProgress<CollectionProgress>
    {
        public void Report(CollectionProgress value)
        {
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
