using AtRest.Collectors.Aws;
using AtRest.Collectors.Camunda;
using AtRest.Collectors.Google;

namespace AtRest.Collectors.Tests.WebIdentity;

public sealed class SettingsTests
{
    private const string Aws = "AtRest:Aws:WebIdentity:";
    private const string Google = "AtRest:Google:WebIdentity:";

    [Fact]
    public void Read_AllSettings_AreUsed()
    {
        var (options, problems) = Read(new()
        {
            [Aws + "RoleArn"] = WebIdentityWorld.OperatorRole,
            [Aws + "Audience"] = " api://aws ",
            [Google + "Provider"] = WebIdentityWorld.Provider,
            [Google + "Audience"] = "api://google",
            [Google + "ServiceAccount"] = "audit@camunda.iam.gserviceaccount.com",
            ["AtRest:Google:KmsEndpoint"] = "http://127.0.0.1:1",
            ["AtRest:Google:StsEndpoint"] = "http://127.0.0.1:2",
            ["AtRest:Google:IamCredentialsEndpoint"] = "http://127.0.0.1:3",
            ["CAMUNDA_CONSOLE_OAUTH_AUDIENCE"] = "test",
        });

        problems.ShouldBeEmpty();
        options.Aws.WebIdentity.ShouldBe(new AwsWebIdentity(WebIdentityWorld.OperatorRole, "api://aws"));
        options.Google.WebIdentity.ShouldBe(new GoogleWebIdentity(WebIdentityWorld.Provider, "api://google") { ServiceAccount = "audit@camunda.iam.gserviceaccount.com" });
        (options.Google.KmsEndpoint!.Port, options.Google.StsEndpoint!.Port, options.Google.IamCredentialsEndpoint!.Port).ShouldBe((1, 2, 3));
        options.Camunda.Audience.ShouldBe("test");
    }

    [Fact]
    public void Read_NoSettings_FollowsTheCloudsConventions()
    {
        var (options, problems) = Read([]);

        problems.ShouldBeEmpty();
        options.Aws.WebIdentity.ShouldBeNull();
        options.Google.WebIdentity.ShouldBeNull();
        options.Camunda.Audience.ShouldBe(CamundaCollectorOptions.DefaultAudience);
    }

    [Theory]
    [InlineData(Aws + "RoleArn", "arn:aws:iam::999900001111:role/AtRest", Aws + "Audience: it is not set")]
    [InlineData(Aws + "Audience", "api://aws", Aws + "RoleArn: it is not set")]
    [InlineData(Google + "Provider", WebIdentityWorld.Provider, Google + "Audience: it is not set")]
    [InlineData(Google + "Audience", "api://google", Google + "Provider: it is not set")]
    [InlineData("AtRest:Google:StsEndpoint", "sts", "AtRest:Google:StsEndpoint: 'sts' is not an http or https URL")]
    public void Read_IncompleteOrInvalid_ExplainsWhatToDo(string name, string value, string problem) =>
        Read(new() { [name] = value }).Problems.ShouldHaveSingleItem().ShouldStartWith(problem);

    [Theory]
    [InlineData(Aws + "RoleArn", "AtRest")]
    [InlineData(Google + "Provider", "projects/1/locations/global")]
    [InlineData(Google + "ServiceAccount", "audit")]
    public void Read_WrongForm_SaysTheRightOne(string name, string value)
    {
        var settings = new Dictionary<string, string>
        {
            [Aws + "RoleArn"] = WebIdentityWorld.OperatorRole,
            [Aws + "Audience"] = "api://aws",
            [Google + "Provider"] = WebIdentityWorld.Provider,
            [Google + "Audience"] = "api://google",
            [name] = value,
        };

        Read(settings).Problems.ShouldHaveSingleItem().ShouldStartWith($"{name}: '{value}' is not of the form ");
    }

    private static (CollectorOptions Options, List<string> Problems) Read(Dictionary<string, string> settings)
    {
        var problems = new List<string>();
        return (CollectorOptions.Read(settings.GetValueOrDefault, (name, problem) => problems.Add($"{name}: {problem}")), problems);
    }
}
