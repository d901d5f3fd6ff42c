using Amazon.Runtime;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>There are no credentials for a call, for the reason given: the call is not made. Asking again at once would give the same.</summary>
internal sealed class MissingCredentialsException(Absence absence) : AmazonClientException(absence.Cause)
{
    public Absence Absence { get; } = absence;
}
