namespace AtRest.Core.Aws.Rules.CloudTrail;

/// <summary>
/// Makes a trail or event data store record all management events. A put replaces all selectors, so the others are read first and put back with it: those of data events
/// (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_PutEventSelectors.html).
/// </summary>
internal static class SelectorCommands
{
    public const string Advice = "Record all management events, AWS KMS included. The first command reads the selectors, keeps those for other events and adds all management events; look at the file event-selectors.json before you put it back.";

    private const string AllClassic = """[{"ReadWriteType":"All","IncludeManagementEvents":true,"ExcludeManagementEventSources":[]}]""";
    private const string AllAdvanced = """[{"Name":"All management events","FieldSelectors":[{"Field":"eventCategory","Equals":["Management"]}]}]""";

    /// <summary>A classic selector may be for management and data events at once: its data events are kept.</summary>
    private const string KeptClassic = "EventSelectors[?DataResources].{ReadWriteType: ReadWriteType, IncludeManagementEvents: `false`, DataResources: DataResources}";
    private const string KeptAdvanced = "AdvancedEventSelectors[?!(FieldSelectors[?Field == `\"eventCategory\"` && Equals[0] == `\"Management\"`])]";
    private const string File = "event-selectors.json";

    public static string Of(TrailRecorder trail)
    {
        var (arn, region) = (trail.Arn, trail.Trail.HomeRegion);
        return AwsCli.Command("cloudtrail", "get-event-selectors", "--trail-name", arn, "--region", region, "--query", trail.HasAdvancedSelectors ? Advanced : Classic, "--output", "json") + $" > {File}\n"
            + AwsCli.Command("cloudtrail", "put-event-selectors", "--trail-name", arn, trail.HasAdvancedSelectors ? "--advanced-event-selectors" : "--event-selectors", $"file://{File}", "--region", region);
    }

    public static string Of(StoreRecorder store, string keyRegion)
    {
        var region = store.HomeRegion ?? keyRegion;
        return AwsCli.Command("cloudtrail", "get-event-data-store", "--event-data-store", store.Arn, "--region", region, "--query", Advanced, "--output", "json") + $" > {File}\n"
            + AwsCli.Command("cloudtrail", "update-event-data-store", "--event-data-store", store.Arn, "--advanced-event-selectors", $"file://{File}", "--region", region);
    }

    /// <summary>A store is for events of CloudTrail or for something else, for good (https://docs.aws.amazon.com/awscloudtrail/latest/APIReference/API_AdvancedFieldSelector.html, eventCategory).</summary>
    public static bool CanRecordManagementEvents(StoreRecorder store) => store.Store.Selectors.IsEmpty || store.Store.Selectors.Any(selector =>
        selector.FieldSelectors.Any(field => field.Field == "eventCategory" && field.EqualTo.Any(category => category is "Management" or "Data" or "NetworkActivity")));

    private static string Classic => $"[{KeptClassic}, `{AllClassic}`][]";

    private static string Advanced => $"[{KeptAdvanced}, `{AllAdvanced}`][]";
}
