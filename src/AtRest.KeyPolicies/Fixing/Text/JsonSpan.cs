using System.Collections.Immutable;

namespace AtRest.KeyPolicies.Fixing.Text;

/// <summary>A JSON value and its position in the text.</summary>
/// <param name="Kind">The first character: <c>{</c>, <c>[</c>, <c>"</c>, or the first character of a number or literal.</param>
/// <param name="Start">The index of the first character.</param>
/// <param name="End">The index after the last character.</param>
/// <param name="Value">The decoded string, or the text of a number or literal. Empty for objects and lists.</param>
/// <param name="Members">The members of an object or list, in the order of the text.</param>
internal sealed record JsonSpan(char Kind, int Start, int End, string Value, ImmutableArray<JsonMember> Members)
{
    public bool IsObject => Kind == '{';

    public bool IsList => Kind == '[';

    /// <summary>The items of a list, or the value itself: in the grammar, a single string is a list with one item.</summary>
    public IEnumerable<JsonSpan> Items => IsList ? Members.Select(member => member.Value) : [this];

    public JsonMember? Find(string name) => Members.FirstOrDefault(member => member.Name == name);
}

/// <summary>A property of an object, or an item of a list.</summary>
/// <param name="Name">The name of a property; null for an item.</param>
/// <param name="Start">The start of the name or item.</param>
/// <param name="Value">The value of the property, or the item.</param>
internal sealed record JsonMember(string? Name, int Start, JsonSpan Value)
{
    public int End => Value.End;
}
