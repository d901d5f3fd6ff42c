using AtRest.Collectors.Settings;

namespace AtRest.Collectors.Camunda;

/// <summary>Reads the settings of Camunda.</summary>
internal static class CamundaSettings
{
    public static CamundaCollectorOptions Read(SettingsReader settings) => new()
    {
        BaseUrl = settings.Url("CAMUNDA_CONSOLE_BASE_URL"),
        OAuthUrl = settings.Url("CAMUNDA_OAUTH_URL"),
        Audience = settings.Variable("CAMUNDA_CONSOLE_OAUTH_AUDIENCE") is { Length: > 0 } audience ? audience : CamundaCollectorOptions.DefaultAudience,
        Activity = settings.Flag("AtRest:Camunda:Activity"),
        ReadVariable = settings.Variable,
    };
}
