using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>A JSON value and its place in the text.</summary>
/// <param name="Kind">Its first character: <c>{</c>, <c>[</c>, <c>"</c>, or that of a number or literal.</param>
/// <param name="Start">Of the value.</param>
/// <param name="End">Behind the value.</param>
/// <param name="Value">A string decoded; a number's or literal's text; empty for objects and lists.</param>
/// <param name="Members">Of an object or a list, in the text's order.</param>
internal sealed record JsonSpan(char Kind, int Start, int End, string Value, ImmutableArray<JsonMember> Members)
{
    public bool IsObject => Kind == '{';

    public bool IsList => Kind == '[';

    /// <summary>A list's values, or the value itself: the grammar takes a single string for a list of one.</summary>
    public IEnumerable<JsonSpan> Items => IsList ? Members.Select(member => member.Value) : [this];

    public JsonMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <summary>A property of an object, or an item of a list.</summary>
/// <param name="Name">Null in a list.</param>
/// <param name="Start">Of the name, or of the item.</param>
/// <param name="Value">What follows the name.</param>
internal sealed record JsonMember(string? Name, int Start, JsonSpan Value)
{
    public int End => Value.End;
}
