using System.Collections.Concurrent;

namespace AtRest.Collectors;

/// <summary>Runs each piece of work once in an audit, however many callers need its result.</summary>
internal sealed class Memo
{
    private readonly ConcurrentDictionary<string, Lazy<Task>> tasks = new(StringComparer.Ordinal);

    public Task<T> GetAsync<T>(string key, Func<Task<T>> start) => (Task<T>)tasks.GetOrAdd(key, _ => new Lazy<Task>(start)).Value;
}
