using AtRest.Functions.Tests.Support.HostDouble.Rpc;
using Grpc.Core;

namespace AtRest.Functions.Tests.Support.HostDouble;

/// <summary>The gRPC service that a worker connects to.</summary>
internal sealed class RpcService(WorkerChannel channel) : FunctionRpc.FunctionRpcBase
{
    public override Task EventStream(IAsyncStreamReader<StreamingMessage> requestStream, IServerStreamWriter<StreamingMessage> responseStream, ServerCallContext context) =>
        channel.RunAsync(requestStream, responseStream, context.CancellationToken);
}
