using AtRest.Collectors.Aws.Accounts;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.S3;

/// <summary>Which other accounts' roles were tried in vain for a bucket.</summary>
internal sealed class OwnerAttempts
{
    // An inventory may hold hundreds of accounts; the likeliest owners are tried first.
    private const int Most = 10;

    private readonly List<OtherAccount> tried = [];
    private int leftOut;

    public bool IsExhausted => tried.Count >= Most;

    public void Add(OtherAccount other) => tried.Add(other);

    public void LeaveOut() => leftOut++;

    /// <summary>Adds to a denial what was tried. Accounts of other organizations are counted, never named.</summary>
    public Collected<T> Explain<T>(Collected<T> collected)
        where T : class
    {
        if (collected.Absence is not { IsRefusal: true } absence)
        {
            return collected;
        }

        var own = tried.Where(other => other.IsOwn).Select(other => $"account {other.Account.AccountId}").ToList();
        var strangers = tried.Count - own.Count;
        if (strangers > 0)
        {
            own.Add(strangers == 1 ? "one account of another organization" : $"{strangers} accounts of other organizations");
        }

        var vain = own.Count == 0 ? "" : $" The audit role of {string.Join(", of ", own)} could not read it either.";
        var rest = leftOut == 0 ? "" : $" {leftOut} more of the inventory's accounts were not tried.";
        return collected with
        {
            Absence = absence with
            {
                Cause = $"{absence.Cause}{vain}{rest}",
                Remedy = $"{absence.Remedy} If another account owns the bucket, add an entry for that account with an audit role to the inventory's \"aws\" list.".TrimStart(),
            },
        };
    }
}
