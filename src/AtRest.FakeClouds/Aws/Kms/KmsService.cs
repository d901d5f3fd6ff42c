using System.Text.Json.Nodes;
using AtRest.FakeClouds.Aws.Protocols;
using AtRest.FakeClouds.Hosting;

namespace AtRest.FakeClouds.Aws.Kms;

/// <summary>AWS KMS: the operations that an auditor calls (https://docs.aws.amazon.com/kms/latest/APIReference/).</summary>
internal sealed class KmsService(AwsWorld world, AccessCheck access) : IAwsService
{
    // https://docs.aws.amazon.com/kms/latest/developerguide/kms-api-permissions-reference.html, column "Cross-account use".
    private static readonly string[] CrossAccountOperations = ["DescribeKey", "GetKeyRotationStatus", "ListGrants"];

    private readonly KeyDescriptions descriptions = new(world);
    private readonly KeyRotations rotations = new(world);
    private readonly KeyGrants grants = new(world);

    public AwsWorld World => world;

    public string Name => "kms";

    public ErrorVocabulary Errors => KmsErrors.Vocabulary;

    public ServiceCall? Recognize(IncomingRequest request) => JsonProtocol.Operation(request, "TrentService.") is { } operation
        ? new ServiceCall(operation, JsonProtocol.PeekText(request, "KeyId"), request)
        : null;

    public Reply Shape(ServiceError error, IncomingRequest request) => JsonProtocol.Shape(error, request);

    public Reply Answer(ServiceCall call, Caller caller)
    {
        Func<FakeKey, JsonObject, JsonObject> operation = call.Operation switch
        {
            "DescribeKey" => (key, _) => descriptions.Describe(key),
            "GetKeyPolicy" => KeyDescriptions.GetPolicy,
            "GetKeyLastUsage" => (key, _) => descriptions.GetLastUsage(key),
            "GetKeyRotationStatus" => (key, _) => rotations.GetStatus(key),
            "ListKeyRotations" => rotations.List,
            "ListGrants" => grants.List,
            _ => throw new ServiceErrorException(JsonErrors.UnknownOperation),
        };

        JsonObject input = JsonProtocol.Input(call.Request);
        string arn = KeyNames.ToArn(call.Resource ?? throw KmsErrors.Validation("1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null"), caller);
        access.Check(this, call.Operation, arn, caller);
        if (arn.Split(':')[4] != caller.AccountId && !CrossAccountOperations.Contains(call.Operation))
        {
            throw AccessCheck.Denied(this, call.Operation, arn, caller, "because the action does not work across accounts");
        }

        FakeKey key = world.KeysByArn.GetValueOrDefault(arn) ?? throw KmsErrors.KeyNotFound(arn);
        return JsonProtocol.Reply(JsonShapes.WithoutNulls(operation(key, input)), call.Request);
    }
}
