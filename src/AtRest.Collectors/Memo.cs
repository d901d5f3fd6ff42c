using System.Collections.Concurrent;

namespace AtRest.Collectors;

/// <summary>Does each thing once in an audit, whoever asks for it and how often.</summary>
internal sealed class Memo
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> tasks = new(StringComparer.Ordinal);

    public Task<T> GetAsync<T>(string key, Func<Task<T>> start) => (Task<T>)tasks.GetOrAdd(key, _ => new Lazy<Task>(start)).Value;
}
