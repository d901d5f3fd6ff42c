namespace AtRest.KeyPolicies.Access;

/// <summary>What a principal of a grant is to the owner of the key and to the expected roles.</summary>
public enum GrantHolderKind
{
    /// <summary>Of the owner's account.</summary>
    Owner,

    /// <summary>An expected role, or a session of it.</summary>
    Role,

    /// <summary>An AWS service, or a role that only AWS can use, that acts for the account of an expected role or of the owner.</summary>
    AwsService,

    /// <summary>A unique id of a deleted principal: nobody can use the grant any more.</summary>
    Deleted,

    /// <summary>Of another account, another role of the role's account, or a service that acts for another account.</summary>
    Foreign,

    /// <summary>The grant does not say, or not in a form that AtRest knows.</summary>
    Unclear,
}
