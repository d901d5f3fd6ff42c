using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace AtRest.Reports.Verifying;

/// <summary>
/// Receives the <c>report.json</c> that should be there and compares it with the one that is there, line by line, in bounded memory. The first differences are named by cluster and rule.
/// </summary>
internal sealed partial class LineDifferences(Stream delivered) : Stream
{
    private const int MostNamed = 5;
    private const int LongestLine = 8 * 1024 * 1024;
    private const int LongestQuote = 120;

    private readonly BufferedStream delivered = new(delivered, 64 * 1024);
    private readonly MemoryStream line = new();
    private readonly MemoryStream other = new();
    private readonly List<string> found = [];
    private string? cluster;
    private string? id;
    private bool isInClusters;
    private bool isOver;

    /// <summary>Sentences.</summary>
    public IReadOnlyList<string> Found => found;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!isOver && buffer.IndexOf((byte)'\n') is >= 0 and var end)
        {
            Append(buffer[..end]);
            CompareLine();
            buffer = buffer[(end + 1)..];
        }

        if (!isOver)
        {
            Append(buffer);
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            delivered.Dispose();
            line.Dispose();
            other.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        line.Write(bytes);
        isOver |= line.Length > LongestLine;
    }

    private void CompareLine()
    {
        var expected = Text(line);
        var actual = ReadLine();
        line.SetLength(0);
        Follow(expected);
        if (actual == expected)
        {
            return;
        }

        found.AddRange(Describe(expected, actual).Take(MostNamed - found.Count));

        // After a line more or less, all others would differ.
        isOver = found.Count == MostNamed || actual is null || Shape(expected) != Shape(actual);
    }

    private string? ReadLine()
    {
        other.SetLength(0);
        for (var one = delivered.ReadByte(); ; one = delivered.ReadByte())
        {
            if (one < 0)
            {
                return other.Length == 0 ? null : Text(other);
            }

            if (one == '\n' || other.Length > LongestLine)
            {
                return Text(other);
            }

            other.WriteByte((byte)one);
        }
    }

    /// <summary>Remembers the cluster that the lines are about: its ID and its name are the first lines of its object.</summary>
    private void Follow(string expected)
    {
        if (isInClusters && ClusterId().Match(expected) is { Success: true } first)
        {
            (id, cluster) = (first.Groups[1].Value, null);
        }
        else if (id is not null && cluster is null && ClusterName().Match(expected) is { Success: true } name)
        {
            cluster = name.Groups[1].Value;
        }
        else if (Section().IsMatch(expected))
        {
            (id, cluster, isInClusters) = (null, null, expected.StartsWith("  \"clusters\":", StringComparison.Ordinal));
        }
    }

    private IEnumerable<string> Describe(string expected, string? actual)
    {
        var place = id is null ? "" : $"cluster {cluster ?? "without a name"} ({id}): ";
        return actual is null ? [$"{place}the report ends too early."]
            : Findings(expected) is { } should && Findings(actual) is { } does ? Describe(should, does).Select(sentence => place + sentence)
            : [$"{place}the evidence gives {Quote(expected)}, and the report has {Quote(actual)}."];
    }

    private static IEnumerable<string> Describe(IReadOnlyList<LineFinding> expected, IReadOnlyList<LineFinding> actual)
    {
        for (var place = 0; place < Math.Max(expected.Count, actual.Count); place++)
        {
            var (should, does) = (expected.ElementAtOrDefault(place), actual.ElementAtOrDefault(place));
            if (should == does)
            {
                continue;
            }

            if (should?.Rule != does?.Rule)
            {
                // After a finding more or less, all others would differ.
                yield return should is null ? $"{does!.Rule}: the report says {does.Status}, and the evidence gives no such finding."
                    : $"{should.Rule}: the evidence gives {should.Status}, and the report has {(does is null ? "nothing" : $"a finding of {does.Rule}")} in its place.";
                yield break;
            }

            yield return should!.Status == does!.Status ? $"{should.Rule}: the finding ({should.Status}) has other details." : $"{should.Rule}: the report says {does.Status}, and the evidence gives {should.Status}.";
        }
    }

    /// <summary>The findings that a line holds; null if it is another line. All findings of a cluster are on the line on which their list begins.</summary>
    private static List<LineFinding>? Findings(string text)
    {
        if (FindingsLine().Match(text) is not { Success: true } match)
        {
            return null;
        }

        try
        {
            using var list = JsonDocument.Parse($"[{match.Groups[1].Value}]");
            return [.. list.RootElement.EnumerateArray().Select(finding => new LineFinding(finding.GetProperty("ruleId").GetString(), finding.GetProperty("status").GetString(), finding.GetRawText()))];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }

    private static string Shape(string text) => Property().Match(text).Value;

    private static string Quote(string text) => $"'{(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…").Trim().TrimEnd(',')}'";

    private static string Text(MemoryStream bytes) => Encoding.UTF8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);

    [GeneratedRegex("^ {6}\"id\": \"([^\"]*)\"")]
    private static partial Regex ClusterId();

    [GeneratedRegex("^ {6}\"name\": \"([^\"]*)\"")]
    private static partial Regex ClusterName();

    [GeneratedRegex("^ {2}\"")]
    private static partial Regex Section();

    [GeneratedRegex("^ *\"findings\": \\[(\\{.*\\})$")]
    private static partial Regex FindingsLine();

    [GeneratedRegex("^ *\"[^\"]*\"")]
    private static partial Regex Property();

    private sealed record LineFinding(string? Rule, string? Status, string Text);
}
