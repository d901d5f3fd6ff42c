using Mono.Cecil;

namespace AtRest.EndToEnd.Tests.Support;

/// <summary>
/// Which source files of an assembly use which, from its compiled code and its symbols. A constant is not seen, because compiled code does not show where it came from.
/// </summary>
internal sealed class SourceGraph
{
    private readonly Dictionary<string, HashSet<string>> uses = new(StringComparer.Ordinal);
    private readonly Dictionary<TypeDefinition, string?> homes = [];
    private readonly string root;
    private readonly Lazy<ILookup<string, string>> sources;

    /// <param name="assembly">The path of the assembly, with its symbols beside it.</param>
    /// <param name="root">The folder of the project's sources.</param>
    public SourceGraph(string assembly, string root)
    {
        this.root = Path.GetFullPath(root) + Path.DirectorySeparatorChar;
        sources = new(() => Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).ToLookup(path => Path.GetFileNameWithoutExtension(path), NameOf));
        using var module = ModuleDefinition.ReadModule(assembly, new ReaderParameters { ReadSymbols = true });
        foreach (var type in module.GetTypes())
        {
            Visit(type);
        }
    }

    /// <summary>The files that each file uses, by path below the folder of the project.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> Uses => uses;

    /// <summary>All files that a file uses, directly or not.</summary>
    public HashSet<string> ReachOf(string file)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>([file]);
        while (open.TryPop(out var next))
        {
            foreach (var used in uses.GetValueOrDefault(next, []).Where(found.Add))
            {
                open.Push(used);
            }
        }

        return found;
    }

    /// <summary>The groups of files that all use each other, directly or not, largest first.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Cycles()
    {
        var reach = uses.Keys.ToDictionary(file => file, ReachOf);
        return
        [
            .. reach.Keys.Where(file => reach[file].Contains(file))
                .Select(file => reach[file].Where(other => reach.TryGetValue(other, out var back) && back.Contains(file)).Order(StringComparer.Ordinal).ToList())
                .DistinctBy(cycle => cycle[0])
                .OrderByDescending(cycle => cycle.Count),
        ];
    }

    private void Visit(TypeDefinition type)
    {
        var home = HomeOf(type);
        Use(home, type.BaseType);
        type.Interfaces.ToList().ForEach(implemented => Use(home, implemented.InterfaceType));
        type.Fields.ToList().ForEach(field => Use(home, field.FieldType));
        type.CustomAttributes.ToList().ForEach(attribute => Use(home, attribute.AttributeType));
        foreach (var method in type.Methods)
        {
            var file = FileOf(method) ?? home;
            Use(file, method.ReturnType);
            method.Parameters.ToList().ForEach(parameter => Use(file, parameter.ParameterType));
            foreach (var instruction in method.Body?.Instructions ?? [])
            {
                UseOperand(file, instruction.Operand);
            }
        }
    }

    private void UseOperand(string? file, object? operand)
    {
        switch (operand)
        {
            case TypeReference type:
                Use(file, type);
                break;
            case FieldReference field:
                Use(file, field.DeclaringType);
                break;
            case MethodDefinition method when FileOf(method) is { } declared:
                Add(file, declared);
                break;
            case MethodReference method:
                Use(file, method.DeclaringType);
                (method as GenericInstanceMethod)?.GenericArguments.ToList().ForEach(argument => Use(file, argument));
                break;
        }
    }

    private void Use(string? file, TypeReference? type)
    {
        switch (type)
        {
            case TypeDefinition own:
                Add(file, HomeOf(own));
                break;
            case GenericInstanceType generic:
                Use(file, generic.ElementType);
                generic.GenericArguments.ToList().ForEach(argument => Use(file, argument));
                break;
            case TypeSpecification specification:
                Use(file, specification.ElementType);
                break;
        }
    }

    private void Add(string? file, string? used)
    {
        if (file is not null && used is not null && file != used)
        {
            (uses.TryGetValue(file, out var known) ? known : uses[file] = []).Add(used);
        }
    }

    /// <summary>The file with the name of the type; for a type in a file with another name, the one with its first code.</summary>
    private string? HomeOf(TypeDefinition type)
    {
        if (!homes.TryGetValue(type, out var home))
        {
            homes[type] = home = type.DeclaringType is { } outer ? HomeOf(outer) : FindHome(type);
        }

        return home;
    }

    private string? FindHome(TypeDefinition type)
    {
        var name = type.Name.Split('`')[0];
        var files = type.Methods.Concat(type.NestedTypes.SelectMany(nested => nested.Methods)).Select(FileOf).OfType<string>().ToList();
        return files.Find(file => Path.GetFileNameWithoutExtension(file) == name) ?? files.FirstOrDefault() ?? sources.Value[name].FirstOrDefault();
    }

    /// <summary>Null for a method that has no code in a source file.</summary>
    private string? FileOf(MethodDefinition method) =>
        method.DebugInformation.SequencePoints.FirstOrDefault(point => !point.IsHidden)?.Document.Url is { } path
            && path.StartsWith(root, StringComparison.Ordinal) && NameOf(path) is var name && !name.StartsWith("obj/", StringComparison.Ordinal) ? name : null;

    private string NameOf(string path) => Path.GetRelativePath(root, path).Replace('\\', '/');
}
