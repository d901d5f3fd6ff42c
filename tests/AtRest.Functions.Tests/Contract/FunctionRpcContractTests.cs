using AtRest.Functions.Tests.Support;
using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using Google.Protobuf.Reflection;

namespace AtRest.Functions.Tests.Contract;

/// <summary>The <c>.proto</c> of the double is a part of the worker's own contract: every message, field, value and method in it is there with the same number and type.</summary>
public sealed class FunctionRpcContractTests(PublishedApp published)
{
    private readonly FileDescriptorProto worker = WorkerDescriptor.Read(published.Folder);
    private readonly FileDescriptorProto own = FileDescriptorProto.Parser.ParseFrom(FunctionRpcReflection.Descriptor.SerializedData);

    [Fact]
    public void Messages_Always_HaveTheWorkersFields()
    {
        var theirs = Fields(worker.MessageType).ToHashSet();
        var ours = Fields(own.MessageType).ToList();

        ours.Count.ShouldBeGreaterThan(60);
        ours.Where(field => !theirs.Contains(field)).ShouldBeEmpty();
    }

    [Fact]
    public void Enums_Always_HaveTheWorkersValues()
    {
        var theirs = Values(worker.MessageType, worker.EnumType).ToHashSet();
        var ours = Values(own.MessageType, own.EnumType).ToList();

        ours.Count.ShouldBe(15);
        ours.Where(value => !theirs.Contains(value)).ShouldBeEmpty();
    }

    [Fact]
    public void Service_Always_HasTheWorkersMethod()
    {
        own.Package.ShouldBe(worker.Package);
        Methods(own).ShouldHaveSingleItem();
        Methods(own).ShouldBe(Methods(worker));
    }

    private static IEnumerable<string> Methods(FileDescriptorProto file) =>
        from service in file.Service
        from method in service.Method
        select $"{service.Name}.{method.Name}({method.InputType} {method.ClientStreaming}) {method.OutputType} {method.ServerStreaming}";

    private static IEnumerable<string> Fields(IEnumerable<DescriptorProto> messages, string prefix = "") =>
        from message in messages
        let name = $"{prefix}{message.Name}"
        from line in message.Field.Select(field => Line(message, name, field)).Concat(Fields(message.NestedType, $"{name}."))
        select line;

    private static string Line(DescriptorProto message, string name, FieldDescriptorProto field) =>
        $"{name}.{field.Name} = {field.Number}: {field.Label} {field.Type} {field.TypeName} {(field.HasOneofIndex ? message.OneofDecl[field.OneofIndex].Name : "")}";

    private static IEnumerable<string> Values(IEnumerable<DescriptorProto> messages, IEnumerable<EnumDescriptorProto> enums, string prefix = "") =>
        enums.SelectMany(found => found.Value.Select(value => $"{prefix}{found.Name}.{value.Name} = {value.Number}"))
            .Concat(messages.SelectMany(message => Values(message.NestedType, message.EnumType, $"{prefix}{message.Name}.")));
}
