using System.Buffers;
using System.Text;
using AtRest.KeyPolicies.Simulation;

namespace AtRest.KeyPolicies.Tests.Simulation;

public sealed class PolicySimulatorTests
{
    private static readonly byte[] NoText = [0xFF];

    [Fact]
    public void Errors_AfterSeveralLines_IsTheNumberOfInvalidLines()
    {
        using var simulator = new PolicySimulator();
        var output = new ArrayBufferWriter<byte>();
        const string Good = """{"policy":{"Statement":[]},"keyArn":"arn:aws:kms:eu-central-1:111122223333:key/k","request":{"principal":"anonymous","action":"a:b"}}""";

        simulator.Answer(Encoding.UTF8.GetBytes(Good), 1, output);
        simulator.Errors.ShouldBe(0);
        simulator.Answer("{"u8, 2, output);
        simulator.Answer("{}"u8, 3, output);
        simulator.RefuseTooLong(4, 100, output);

        simulator.Errors.ShouldBe(3);
        var lines = Encoding.UTF8.GetString(output.WrittenSpan).Split('\n');
        lines.Length.ShouldBe(5);
        lines[3].ShouldBe("""{"error":"Line 4: The line is longer than 100 bytes."}""");
    }

    [Theory]
    [InlineData("""{"id":"x","note":"!"}""", """{"id":"x","error":"The line is not UTF-8 text."}""")]
    [InlineData("""{"id":"!"}""", """{"error":"Line 1: The line is not UTF-8 text."}""")]
    [InlineData("""{"id":"x","policy":!}""", """{"id":"x","error":"The line is not UTF-8 text."}""")]
    public void Answer_InvalidUtf8_ReportsIt(string line, string answer)
    {
        using var simulator = new PolicySimulator();
        var output = new ArrayBufferWriter<byte>();
        var mark = line.IndexOf('!', StringComparison.Ordinal);

        simulator.Answer([.. Encoding.UTF8.GetBytes(line[..mark]), .. NoText, .. Encoding.UTF8.GetBytes(line[(mark + 1)..])], 1, output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(answer + "\n");
    }
}
