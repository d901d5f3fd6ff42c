using System.Collections.Immutable;

namespace AtRest.Hosting.Webhooks;

/// <summary>A key of the webhook.</summary>
/// <param name="Hash">SHA-256 of the key.</param>
/// <param name="Sender">Who has the key.</param>
internal sealed record WebhookKey(ImmutableArray<byte> Hash, WebhookSender Sender);

/// <summary>A sender of events, known by its key.</summary>
/// <param name="OrganizationId">Events of this sender concern only this organization; null for the common key, whose events concern every organization.</param>
internal sealed record WebhookSender(string? OrganizationId)
{
    /// <summary>For the log; never the key.</summary>
    public string Name => OrganizationId is null ? "webhook" : $"webhook:{OrganizationId}";
}
