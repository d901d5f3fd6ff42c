using Amazon.Runtime;
using AtRest.Core.Evidence;

namespace AtRest.Collectors.Aws.Accounts;

/// <summary>There are no credentials for a call, so the call is not made. An immediate retry would end in the same way.</summary>
internal sealed class MissingCredentialsException(Absence absence) : AmazonClientException(absence.Cause)
{
    public Absence Absence { get; } = absence;
}
