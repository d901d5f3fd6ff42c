using AtRest.Core.Aws;
using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Judges the encryption status that Camunda reports. The status can be some minutes old, so the rule also looks at the key.</summary>
internal sealed class ReportedStatusRule : IRule
{
    private const string Frozen = "The cluster cannot start. A running cluster freezes: reads, writes and backups hang.";
    private const string NotYet = "The cluster cannot be used until its encryption is set up.";

    public RuleDescriptor Descriptor { get; } = new()
    {
        Id = "DECL-5",
        Title = "Camunda reports that the cluster's encryption is ready",
        Level = RuleLevel.Required,
        Severity = Severity.High,
        AppliesTo = EncryptionType.All,
    };

    public IEnumerable<Outcome> Evaluate(RuleContext context)
    {
        var report = CamundaReport.Of(context);
        yield return report.WhyNotJudged("The encryption status that Camunda reports", "No encryption status is known for this cluster.")
            ?? report.With(Judge(context, report.Cluster?.Encryption?.Status));
    }

    private static Outcome Judge(RuleContext context, string? status) => status?.Trim().ToUpperInvariant() switch
    {
        null or "" => Outcome.NotApplicable("Camunda reports no encryption status for this cluster."),
        "READY" => Ready(ObservedKey.Fault(context)),
        "PROVIDERERROR" => Failure(
            "ProviderError: the cloud provider of the key returned an error to Camunda.",
            $"If the error persists: {Frozen}",
            $"{LookAtTheKey(context)} If the key works, check the status page of the cloud provider, and contact Camunda support."),
        "EXTERNALENCRYPTIONKEYNOTREADY" or "EXTERNALENCRYPTIONKEYNOTSUPPLIED" when context.External is null => Failure(
            $"'{status}', which applies only to clusters with an external key. This cluster is not declared External.",
            "Either the declaration or Camunda's report is wrong, so the cluster may not be encrypted as declared.",
            "Check the cluster's encryption type in the Camunda Console (see DECL-1), and ask Camunda support what the status means for this cluster."),
        "EXTERNALENCRYPTIONKEYNOTREADY" => Failure(
            $"ExternalEncryptionKeyNotReady: Camunda cannot use the external key.{SeenReady(context)}",
            Frozen,
            "Check KMS-1, KMS-2, KMS-4 and KPOL-1 in this report. The key must exist, be enabled, and be in the cluster's region. Its policy must let the cluster's role use it. After a fix, wait 15 minutes."),
        "EXTERNALENCRYPTIONKEYNOTSUPPLIED" => Failure(
            "ExternalEncryptionKeyNotSupplied: the cluster has no key ARN yet.",
            NotYet,
            "Create the key with the policy that Camunda documents, and enter its ARN in the cluster's encryption settings in the Camunda Console."),
        "CREATIONERROR" => Failure(
            "CreationError: setting up the cluster's encryption failed.",
            NotYet,
            $"{LookAtTheKey(context)} Then contact Camunda support. The cluster may have to be created again."),
        "ENCRYPTEDSTORAGENOTREADY" => Failure(
            "EncryptedStorageNotReady: the encrypted storage is not ready.",
            NotYet,
            "If the cluster is being created, wait a few minutes, then audit again. If the status is the same, contact Camunda support."),
        _ => Outcome.Unknown($"Camunda reports the encryption status '{status}', which is not Ready. This version of AtRest does not support that status.") with
        {
            Remedy = "Look up the status in Camunda's documentation, and check the cluster in the Camunda Console.",
        },
    };

    private static Outcome Ready(string? fault) => Outcome.Pass(fault is null
        ? "Camunda reports the encryption status Ready."
        : $"Camunda reports the encryption status Ready, but {fault}. Camunda's status can be some minutes old, so rely on the finding about the key.");

    private static Outcome Failure(string message, string consequence, string remedy) => Outcome.Fail($"Camunda reports the encryption status {message}") with
    {
        Consequence = consequence,
        Remedy = remedy,
    };

    private static string SeenReady(RuleContext context) => context.External is not null && ObservedKey.IsInOrder(context)
        ? " AtRest found no fault of the key. If the key was fixed a few minutes ago, Camunda's status may be out of date."
        : "";

    private static string LookAtTheKey(RuleContext context) => context.External is null
        ? "Camunda manages this key."
        : "Check the findings about the key and its policy in this report, and fix them first.";
}
