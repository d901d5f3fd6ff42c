using System.Buffers;
using System.Globalization;
using System.Text;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.KeyPolicies.Tests.Simulation;

public sealed class EvaluatorCacheTests
{
    [Fact]
    public void Answer_ManyPoliciesInTurn_UsesThePolicyOfEachLine()
    {
        using var simulator = new PolicySimulator();
        for (var number = 0; number < 2_000; number++)
        {
            // More policies than the cache has places, and each policy occurs repeatedly.
            var policy = number % 300;
            var action = number % 3 == 0 ? policy : policy + 1;
            var output = new ArrayBufferWriter<byte>();

            simulator.Answer(Line(policy, action), number, output);

            Encoding.UTF8.GetString(output.WrittenSpan).ShouldContain(action == policy ? "\"decision\":\"allow\"" : "\"decision\":\"implicitDeny\"");
        }
    }

    [Fact]
    public void Answer_RepeatedPolicy_IsNotParsedAgain()
    {
        using var simulator = new PolicySimulator();
        var output = new ArrayBufferWriter<byte>(64 * 1024);
        var line = Line(1, 1);
        simulator.Answer(line, 1, output);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var number = 0; number < 100; number++)
        {
            output.ResetWrittenCount();
            simulator.Answer(line, number, output);
        }

        ((GC.GetAllocatedBytesForCurrentThread() - before) / 100).ShouldBeLessThan(2_000);
    }

    private static byte[] Line(int policy, int action) => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"policy":{"Statement":{"Effect":"Allow","Principal":"*","Action":"kms:{{{policy}}}","Resource":"*"} },"keyArn":"arn:aws:kms:eu-central-1:111122223333:key/k","request":{"principal":"anonymous","action":"kms:{{{action}}}"}}"""));
}
