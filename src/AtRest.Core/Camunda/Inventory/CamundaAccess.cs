namespace AtRest.Core.Camunda.Inventory;

/// <summary>The names of the settings that hold the credentials of Camunda's Administration API; never the secrets themselves.</summary>
public sealed record CamundaAccess
{
    public required string ClientIdVariable { get; init; }

    public required string ClientSecretVariable { get; init; }
}
