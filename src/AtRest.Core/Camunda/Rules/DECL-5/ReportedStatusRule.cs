using AtRest.Core.Inventory;
using AtRest.Core.Rules;

namespace AtRest.Core.Camunda.Rules;

/// <summary>Reads the encryption status that Camunda reports. It may be stale by minutes, so that the key itself is looked at beside it.</summary>
internal sealed class ReportedStatusRule : IRule
{
    private const string Frozen = "The cluster cannot start; a running one freezes: reads, writes and backups hang.";
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
        yield return report.Barrier("The encryption status that Camunda reports", "So no encryption status was reported for this cluster.")
            ?? report.With(Judge(context, report.Cluster?.Encryption?.Status));
    }

    private static Outcome Judge(RuleContext context, string? status) => status?.Trim().ToUpperInvariant() switch
    {
        null or "" => Outcome.NotApplicable("Camunda reports no encryption status for this cluster."),
        "READY" => Ready(ObservedKey.Fault(context)),
        "PROVIDERERROR" => Failure(
            "ProviderError: the cloud that holds the key answered Camunda with an error.",
            $"If it lasts: {Frozen}",
            $"{LookAtTheKey(context)} If the key is in order, look at the cloud's own status page, and tell Camunda support."),
        "EXTERNALENCRYPTIONKEYNOTREADY" or "EXTERNALENCRYPTIONKEYNOTSUPPLIED" when context.External is null => Failure(
            $"Camunda reports the encryption status '{status}', which only a cluster with an external key has. This cluster is not declared External.",
            "Either the declaration or Camunda's report is wrong, so the cluster may not be encrypted as its owner believes.",
            "Look at the cluster's encryption type in the Camunda Console (see DECL-1), and ask Camunda support what the status means for it."),
        "EXTERNALENCRYPTIONKEYNOTREADY" => Failure(
            $"ExternalEncryptionKeyNotReady: Camunda cannot use the customer's key.{SeenReady(context)}",
            Frozen,
            "Look at KMS-1, KMS-2, KMS-4 and KPOL-1 in this report: the key must exist, be enabled, be in the cluster's region, and its policy must let the cluster's Amazon role use it. Then wait a quarter of an hour."),
        "EXTERNALENCRYPTIONKEYNOTSUPPLIED" => Failure(
            "ExternalEncryptionKeyNotSupplied: the cluster waits for the ARN of the customer's key.",
            NotYet,
            "Create the key with the policy that Camunda documents, and enter its ARN in the cluster's encryption settings in the Camunda Console."),
        "CREATIONERROR" => Failure(
            "CreationError: setting up the cluster's encryption failed.",
            NotYet,
            $"{LookAtTheKey(context)} Then tell Camunda support; a cluster whose encryption could not be set up may have to be created anew."),
        "ENCRYPTEDSTORAGENOTREADY" => Failure(
            "EncryptedStorageNotReady: the encrypted storage is not ready.",
            NotYet,
            "While a cluster is being created, wait some minutes and audit again. If it stays so, tell Camunda support."),
        _ => Outcome.Unknown($"Camunda reports the encryption status '{status}', which this version of AtRest does not know; it is not Ready.") with
        {
            Remedy = "Look the status up in Camunda's documentation, and look at the cluster in the Camunda Console.",
        },
    };

    private static Outcome Ready(string? fault) => Outcome.Pass(fault is null
        ? "Camunda reports the encryption status Ready."
        : $"Camunda reports the encryption status Ready, but {fault}. Camunda's status may be stale by minutes: trust what was seen of the key itself.");

    private static Outcome Failure(string message, string consequence, string remedy) => Outcome.Fail($"Camunda reports the encryption status {message}") with
    {
        Consequence = consequence,
        Remedy = remedy,
    };

    private static string SeenReady(RuleContext context) => context.External is not null && ObservedKey.IsInOrder(context)
        ? " What AtRest saw of the key is in order: if it was mended a few minutes ago, Camunda's status may be stale."
        : "";

    private static string LookAtTheKey(RuleContext context) => context.External is null
        ? "Camunda manages this key."
        : "Look at what this report says about the key and its policy, and mend that first.";
}
