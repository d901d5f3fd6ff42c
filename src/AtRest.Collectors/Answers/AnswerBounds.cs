namespace AtRest.Collectors.Answers;

/// <summary>
/// How much of one response AtRest reads. A cloud never comes near these bounds. A hostile or broken endpoint, or a proxy that replaces the response, can exceed them; the response is then no
/// evidence (docs/decisions/0014-bounded-answers.md).
/// </summary>
internal sealed record AnswerBounds
{
    /// <summary>
    /// The bytes of a response, after decompression. The largest responses of AWS are pages of 100 grants
    /// (https://docs.aws.amazon.com/kms/latest/APIReference/API_ListGrants.html), which take about 100 KB. 8 MiB also hold the clusters of a Camunda organization with 10,000 clusters.
    /// </summary>
    public const int LargestAnswer = 8 * 1024 * 1024;

    /// <summary>The bytes of an error. Errors of clouds take about 1 KB, web pages of gateways up to some hundred.</summary>
    public const int LargestError = 1024 * 1024;

    /// <summary>The bytes of an access token's response. Tokens take a few KB.</summary>
    public const int LargestToken = 256 * 1024;

    /// <summary>The kilobytes of a response's headers, the default of .NET.</summary>
    public const int LargestHeaders = 64;

    /// <summary>The levels of a JSON or XML document, the limit of System.Text.Json and of the AWS SDK.</summary>
    public const int Deepest = 64;

    /// <summary>The bytes of one text in a document. The longest is a key policy, of at most 32 KB (https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html).</summary>
    public const int LongestText = 256 * 1024;

    /// <summary>The bounds of responses with an access token.</summary>
    public static AnswerBounds Token { get; } = new() { Largest = LargestToken };

    /// <summary>The bytes of a successful response, after decompression.</summary>
    public int Largest { get; init; } = LargestAnswer;

    /// <summary>
    /// The values in a document: objects, lists, texts, numbers and so on. Each becomes an object in memory that is many times larger than its two or three bytes. A page of 1000 key
    /// versions has about 30,000.
    /// </summary>
    public int MostValues { get; init; } = 100_000;

    /// <summary>What a successful response must be.</summary>
    public AnswerForm Form { get; init; } = AnswerForm.Any;
}

/// <summary>What a successful response must be.</summary>
internal enum AnswerForm
{
    /// <summary>Anything: the client's library checks it.</summary>
    Any,

    /// <summary>One JSON document.</summary>
    Json,

    /// <summary>One JSON object, or one XML document that is not a web page.</summary>
    JsonObjectOrXml,
}
