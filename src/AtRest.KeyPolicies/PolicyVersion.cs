namespace AtRest.KeyPolicies;

/// <summary>The version of the policy language. Only <see cref="V20121017"/> has variables such as <c>${aws:username}</c>.</summary>
public enum PolicyVersion : byte
{
    /// <summary><c>2008-10-17</c>, which is also the default: <c>${…}</c> is plain text.</summary>
    V20081017,

    /// <summary><c>2012-10-17</c>, with policy variables.</summary>
    V20121017,
}
