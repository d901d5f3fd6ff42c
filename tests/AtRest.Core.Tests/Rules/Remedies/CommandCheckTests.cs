using AtRest.Tests.Shared.Commands;

namespace AtRest.Core.Tests.Rules.Remedies;

/// <summary>Tests the check itself.</summary>
public sealed class CommandCheckTests
{
    private const string Key = "--key-id arn:aws:kms:eu-central-1:111122223333:key/1";

    [Theory]
    [InlineData("aws kms enable-key " + Key + " --region eu-central-1")]
    [InlineData("aws kms enable-key --key-id=-x --region eu-central-1")]
    [InlineData("aws cloudtrail update-trail --name x --no-enable-log-file-validation")]
    [InlineData("aws cloudtrail put-event-selectors --trail-name x --event-selectors '[{\"ReadWriteType\":\"All\"}]'")]
    [InlineData("aws s3api put-bucket-versioning --bucket b --versioning-configuration Status=Enabled")]
    [InlineData("aws events put-targets --rule r --targets Id=1,Arn=arn:aws:sns:eu-central-1:111122223333:t")]
    [InlineData("aws cloudwatch put-metric-alarm --alarm-name a --evaluation-periods 1 --comparison-operator LessThanThreshold --alarm-actions x")]
    public void Faults_OfARightCommand_AreNone(string command) => Faults(command).ShouldBeEmpty();

    [Theory]
    [InlineData("aws kms destroy-key " + Key, "no such operation")]
    [InlineData("aws kms enable-key --region eu-central-1", "--key-id is required")]
    [InlineData("aws kms enable-key " + Key + " --key 1", "--key is not an option")]
    [InlineData("aws kms enable-key " + Key + " --key-id 2", "given twice")]
    [InlineData("aws kms enable-key " + Key + " --region frankfurt", "--region frankfurt is not right")]
    [InlineData("aws kms enable-key " + Key + " now", "belongs to no option")]
    [InlineData("aws kms enable-key --key-id", "needs a value")]
    [InlineData("aws kms enable-key-rotation " + Key + " --rotation-period-in-days yearly", "is not a number")]
    [InlineData("aws kms import-key-material " + Key + " --import-token x --encrypted-key-material fileb://there", "a blob comes from a file")]
    [InlineData("aws kms import-key-material " + Key + " --import-token fileb://gone --encrypted-key-material fileb://there", "does not exist")]
    [InlineData("aws kms import-key-material " + Key + " --import-token fileb://there --encrypted-key-material fileb://there --import-type OLD", "is not one of")]
    [InlineData("aws kms create-key --policy '{\"Version\":'", "is not JSON")]
    [InlineData("aws cloudtrail update-trail --name x --is-multi-region-trail true", "takes no value")]
    [InlineData("aws cloudtrail put-event-selectors --trail-name x --event-selectors '{\"ReadWriteType\":\"All\"}'", "must be a list")]
    [InlineData("aws cloudtrail put-event-selectors --trail-name x --event-selectors '[{\"ReadWrite\":\"All\"}]'", "is not a member")]
    [InlineData("aws cloudtrail put-event-selectors --trail-name x --advanced-event-selectors '[{\"Name\":\"n\"}]'", "FieldSelectors is required")]
    [InlineData("aws s3api put-bucket-versioning --bucket b --versioning-configuration Status=On", "is not one of")]
    [InlineData("aws events put-targets --rule r --targets Id=1", "Arn is required")]
    [InlineData("gcloud kms keys list", "no such operation")]
    public void Faults_OfAWrongCommand_NameThem(string command, string fault) => Faults(command).ShouldContain(found => found.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("aws kms enable-key --key-id 'it''", "unexpected EOF")]
    [InlineData("aws kms enable-key --key-id x; reboot-now", "command not found")]
    public void Run_OfCommandsThatBashMisreads_SaysWhy(string commands, string complaint)
    {
        using var bash = new Bash();
        bash.Run(commands).Complaint.ShouldContain(complaint);
    }

    private static List<string> Faults(string command)
    {
        using var bash = new Bash();
        var run = bash.Run(command);
        run.Complaint.ShouldBeEmpty();
        return [.. CommandCheck.Faults(run.Calls.Single(), file => file == "there")];
    }
}
