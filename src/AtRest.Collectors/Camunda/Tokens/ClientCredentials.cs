namespace AtRest.Collectors.Camunda.Tokens;

/// <summary>An organization's API client.</summary>
internal sealed record ClientCredentials(string ClientId, string ClientSecret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => ClientId;
}
