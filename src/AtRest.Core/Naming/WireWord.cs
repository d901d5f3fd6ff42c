using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json.Serialization;

namespace AtRest.Core.Naming;

/// <summary>
/// The words that enums have in JSON: in reports, in the API and in stored blobs. A member's <see cref="JsonStringEnumMemberNameAttribute"/> is the one place of its word,
/// and a member without the attribute is written by its name. The words are part of public contracts: never change one.
/// </summary>
public static class WireWord
{
    /// <summary>Returns the word of a value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The enum has no such member.</exception>
    public static string Of<T>(T value)
        where T : struct, Enum => Words<T>.ByValue.TryGetValue(value, out var word) ? word : throw new ArgumentOutOfRangeException(nameof(value), value, null);

    /// <summary>Returns the words of all members, in the order of their declaration.</summary>
    public static ImmutableArray<string> All(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? field.Name)];

    private static class Words<T>
        where T : struct, Enum
    {
        public static FrozenDictionary<T, string> ByValue { get; } = Enum.GetNames<T>()
            .Select(name => (Value: Enum.Parse<T>(name), Word: typeof(T).GetField(name)!.GetCustomAttribute<JsonStringEnumMemberNameAttribute>()?.Name ?? name))
            .ToFrozenDictionary(member => member.Value, member => member.Word);
    }
}
