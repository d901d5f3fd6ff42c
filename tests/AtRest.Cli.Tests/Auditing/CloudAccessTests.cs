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

    [Fact]
    public void Real_SeveralWrongSettings_NamesEach()
    {
        var environment = new CliEnvironment
        {
            Output = TextWriter.Null,
            Error = TextWriter.Null,
            Variable = name => name is "AtRest__Google__KmsEndpoint" or "CAMUNDA_OAUTH_URL" or "AWS_ENDPOINT_URL" ? "nowhere" : null,
        };

        var errors = Should.Throw<InvalidInputException>(() => CloudAccess.Real(environment)).Errors;

        errors.Count.ShouldBe(3);
        errors.ShouldContain(error => error.StartsWith("AtRest__Google__KmsEndpoint: ", StringComparison.Ordinal));
        errors.ShouldContain(error => error.StartsWith("CAMUNDA_OAUTH_URL: ", StringComparison.Ordinal));
    }
}
