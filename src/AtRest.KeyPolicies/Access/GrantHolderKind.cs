namespace AtRest.KeyPolicies.Access;

/// <summary>What a principal of a grant is to the owner of the key and to the cluster's role.</summary>
public enum GrantHolderKind
{
    /// <summary>Of the owner's account.</summary>
    Owner,

    /// <summary>The cluster's role, or a session of it.</summary>
    Role,

    /// <summary>An AWS service that acts for the account of the role or of the owner.</summary>
    AwsService,

    /// <summary>A unique id: nobody is left who could use the grant.</summary>
    Deleted,

    /// <summary>Of another account, another role of the role's account, or a service that acts for somebody else.</summary>
    Foreign,

    /// <summary>The grant does not say, or not in a way that can be understood.</summary>
    Unclear,
}
