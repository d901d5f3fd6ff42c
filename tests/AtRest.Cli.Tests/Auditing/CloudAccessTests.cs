using AtRest.Cli.Auditing;

namespace AtRest.Cli.Tests.Auditing;

public sealed class CloudAccessTests
{
    [Theory]
    [InlineData("AWS_ENDPOINT_URL", "127.0.0.1:4566")]
    [InlineData("AWS_ENDPOINT_URL_KMS", "ftp://kms")]
    public void Real_EndpointThatIsNotAUrl_IsInvalidInputThatNamesTheVariable(string name, string value)
    {
        var environment = new CliEnvironment { Output = TextWriter.Null, Error = TextWriter.Null, Variable = asked => asked == name ? value : null };

        Should.Throw<InvalidInputException>(() => CloudAccess.Real(environment)).Message.ShouldContain($"{name} is '{value}'");
    }
}
