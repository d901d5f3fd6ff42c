using System.Diagnostics.CodeAnalysis;

namespace AtRest.Reports.Json.Schema;

/// <summary>Adds keywords to the schema of a property or a type. <c>type</c> and <c>enum</c> replace what the property's own type would give.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Class)]
internal sealed class SchemaAttribute([StringSyntax(StringSyntaxAttribute.Json)] string json) : Attribute
{
    public string Json { get; } = json;
}

/// <summary>The definition of a text, or of a list's elements; <see cref="ReportSchema"/> has them all. Without this attribute a text is <c>text</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ShapeAttribute(string definition) : Attribute
{
    public string Definition { get; } = definition;
}

/// <summary>A text that is one of an enum's words, or one more.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WordsAttribute(Type type, string further) : Attribute
{
    public Type Type { get; } = type;

    public string Further { get; } = further;
}

/// <summary>The name under which the schema has a type in <c>$defs</c>. A type without one is described where it is used.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class DefinitionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}

/// <summary>One of the shapes of a type whose property <c>type</c> decides about the others.</summary>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = true)]
internal sealed class VariantAttribute(string name, params string[] types) : Attribute
{
    /// <summary>Its name in <c>$defs</c>.</summary>
    public string Name { get; } = name;

    /// <summary>The values of <c>type</c>.</summary>
    public string[] Types { get; } = types;

    public string? Description { get; init; }

    public string[] Required { get; init; } = [];

    public string[] Optional { get; init; } = [];
}
