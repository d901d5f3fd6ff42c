namespace AtRest.KeyPolicies.Access;

/// <summary>The relation of a grant's principal to the owner of the key and to the expected roles.</summary>
public enum GrantHolderKind
{
    /// <summary>A principal of the owner's account.</summary>
    Owner,

    /// <summary>An expected role, or a session of it.</summary>
    Role,

    /// <summary>An AWS service, or a role that only AWS can use. It acts for the owner's account or for the account of an expected role.</summary>
    AwsService,

    /// <summary>The unique ID of a deleted principal, so that no one can use the grant.</summary>
    Deleted,

    /// <summary>A principal of another account, another role in the account of an expected role, or a service that acts for another account.</summary>
    Foreign,

    /// <summary>The grant names no principal, or one in a form that AtRest does not recognize.</summary>
    Unclear,
}
