using System.Reflection;
using System.Runtime.Loader;
using Google.Protobuf;
using Google.Protobuf.Reflection;

namespace AtRest.Functions.Tests.Contract;

/// <summary>
/// Reads the contract out of the worker's own assembly, as it was published. Its types are internal, and loaded apart from those of the tests: what comes over is the descriptor's bytes.
/// </summary>
internal static class WorkerDescriptor
{
    private const string AssemblyName = "Microsoft.Azure.Functions.Worker.Grpc";
    private const string TypeName = "Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection";

    public static FileDescriptorProto Read(string folder)
    {
        var context = new AssemblyLoadContext(nameof(WorkerDescriptor), isCollectible: true);
        context.Resolving += (loading, name) => Path.Combine(folder, $"{name.Name}.dll") is var path && File.Exists(path) ? loading.LoadFromAssemblyPath(path) : null;
        try
        {
            // Not through the name alone: the tests have assemblies of the same name.
            context.LoadFromAssemblyPath(Path.Combine(folder, "Google.Protobuf.dll"));
            var descriptor = context.LoadFromAssemblyPath(Path.Combine(folder, $"{AssemblyName}.dll"))
                .GetType(TypeName, throwOnError: true)!
                .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!
                .GetValue(null)!;
            var data = Get(descriptor, "SerializedData");
            return FileDescriptorProto.Parser.ParseFrom((byte[])data.GetType().GetMethod(nameof(ByteString.ToByteArray))!.Invoke(data, null)!);
        }
        finally
        {
            context.Unload();
        }
    }

    private static object Get(object target, string property) => target.GetType().GetProperty(property)!.GetValue(target)!;
}
