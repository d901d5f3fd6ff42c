using Amazon.Runtime;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts.WebIdentity;

/// <summary>There are no credentials, for the reason given. Asking again at once would give the same.</summary>
internal sealed class WebIdentityException(Absence absence) : AmazonClientException(absence.Cause)
{
    public Absence Absence { get; } = absence;
}
