using System.Collections.Immutable;

namespace AtRest.Core.Evidence.Merging;

/// <summary>Chooses among several answers to one question: a value before a refusal, and a refusal before a call that was not made.</summary>
internal static class Copies
{
    /// <summary>The best of several copies; of equal ones the first.</summary>
    public static Collected<T> Best<T>(IEnumerable<Collected<T>> copies)
        where T : class => copies.OrderByDescending(Worth).First();

    /// <summary>The best copy for each resource, in the resources' order.</summary>
    public static ImmutableArray<Collected<T>> ByResource<T>(IEnumerable<Collected<T>> copies)
        where T : class => [.. copies.GroupBy(copy => copy.Resource, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).Select(Best)];

    /// <summary>The copy of which the most was read; of equal ones the first.</summary>
    /// <param name="copies">Of one thing.</param>
    /// <param name="worth">Of each piece of it.</param>
    public static T Best<T>(IEnumerable<T> copies, Func<T, IEnumerable<int>> worth)
        where T : class => copies.Skip(1).Any() ? copies.OrderByDescending(copy => worth(copy).DefaultIfEmpty().Average()).First() : copies.First();

    /// <summary>How much a response is worth.</summary>
    public static int Worth<T>(Collected<T> collected)
        where T : class => collected switch
        {
            { Value: not null } => 3,
            { Absence.Kind: AbsenceKind.NotCollected } => 0,
            // A refusal says less than a response that could not be used.
            { Absence.IsRefusal: true } => 1,
            _ => 2,
        };
}
