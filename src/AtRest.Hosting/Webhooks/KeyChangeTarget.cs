namespace AtRest.Hosting.Webhooks;

/// <summary>The clusters that a change concerns.</summary>
/// <param name="Scope">The keys that the clusters use.</param>
/// <param name="OrganizationId">The clusters of this organization only, because its own key sent the event; null: of every organization.</param>
internal sealed record KeyChangeTarget(KeyScope Scope, string? OrganizationId = null)
{
    /// <summary>Tells targets apart.</summary>
    public string Text => OrganizationId is null ? Scope.Text : $"{Scope.Text} {OrganizationId}";
}
