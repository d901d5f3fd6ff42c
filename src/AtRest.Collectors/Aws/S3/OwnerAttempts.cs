using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>The accounts whose roles were tried for a bucket without success.</summary>
internal sealed class OwnerAttempts
{
    // An inventory can have hundreds of accounts. The most likely owners are tried first.
    private const int Most = 10;

    private readonly List<OtherAccount> tried = [];
    private int leftOut;

    public bool IsExhausted => tried.Count >= Most;

    public void Add(OtherAccount other) => tried.Add(other);

    public void LeaveOut() => leftOut++;

    /// <summary>Adds the accounts that were tried to a denial. Accounts of other organizations are counted, but not named.</summary>
    public Collected<T> Explain<T>(Collected<T> collected)
        where T : class
    {
        if (collected.Absence is not { IsRefusal: true } absence)
        {
            return collected;
        }

        var own = tried.Where(other => other.IsOwn).Select(other => $"account {other.Account.AccountId}").ToList();
        var foreign = tried.Count - own.Count;
        if (foreign > 0)
        {
            own.Add(foreign == 1 ? "one account of another organization" : $"{foreign} accounts of other organizations");
        }

        var tries = own.Count == 0 ? "" : $" The audit role of {string.Join(", of ", own)} could not read it either.";
        var rest = leftOut == 0 ? "" : $" {leftOut} more accounts of the inventory were not tried.";
        return collected with
        {
            Absence = absence with
            {
                Cause = $"{absence.Cause}{tries}{rest}",
                Remedy = $"{absence.Remedy} If another account owns the bucket, add an entry for that account with an audit role to the inventory's \"aws\" list.".TrimStart(),
            },
        };
    }
}
