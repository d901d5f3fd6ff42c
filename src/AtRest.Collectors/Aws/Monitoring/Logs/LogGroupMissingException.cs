using System.Net;
using Amazon.Runtime;

namespace AtRest.Collectors.Aws.Monitoring.Logs;

/// <summary>The log group does not exist. CloudWatch Logs returns an empty list where other services return an error.</summary>
internal sealed class LogGroupMissingException(LogGroupName group) : AmazonServiceException(
    $"There is no log group '{group.Name}' in account {group.AccountId} in {group.Region}.", null, ErrorType.Sender, "ResourceNotFoundException", "", HttpStatusCode.BadRequest);
