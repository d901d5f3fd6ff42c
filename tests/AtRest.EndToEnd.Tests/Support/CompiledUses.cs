using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>Lists what an assembly's compiled code uses of other assemblies.</summary>
internal static class CompiledUses
{
    /// <summary>The full names of types.</summary>
    public static IReadOnlyList<string> TypesIn(Assembly assembly) => Read(assembly, reader => [.. reader.TypeReferences.Select(handle => NameOf(reader, handle))]);

    /// <summary>Methods, constructors and fields, with their type's full name. Without those of generic types.</summary>
    public static IReadOnlyList<string> MembersIn(Assembly assembly) => Read(assembly, reader =>
    [
        .. reader.MemberReferences.Select(reader.GetMemberReference)
            .Where(member => member.Parent.Kind == HandleKind.TypeReference)
            .Select(member => $"{NameOf(reader, (TypeReferenceHandle)member.Parent)}.{reader.GetString(member.Name)}"),
    ]);

    private static IReadOnlyList<string> Read(Assembly assembly, Func<MetadataReader, IReadOnlyList<string>> read)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        return read(file.GetMetadataReader());
    }

    private static string NameOf(MetadataReader reader, TypeReferenceHandle handle)
    {
        var type = reader.GetTypeReference(handle);
        return $"{reader.GetString(type.Namespace)}.{reader.GetString(type.Name)}";
    }
}
