namespace AtRest.Core.Inventory;

/// <summary>The cloud that hosts a cluster.</summary>
public enum CloudProvider
{
    /// <summary>Amazon Web Services.</summary>
    Aws,

    /// <summary>Google Cloud.</summary>
    Gcp,
}
