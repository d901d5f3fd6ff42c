using System.Diagnostics;
using AtRest.Core.Audits;
using AtRest.Reports.Tests.Samples;
using Microsoft.Extensions.DependencyInjection;

namespace AtRest.Reports.Tests;

/// <summary>What holds for every format whatever it writes: the same bytes, and no more memory for more clusters.</summary>
public sealed class FormatFactsTests
{
    private static readonly string[] OnDemand = ["csv", "junit", "md", "ocsf", "oscal", "sarif"];

    /// <summary>Their pages are numbered when all are known, so they are in memory as a whole. The one that grows with the fleet has a bound.</summary>
    private static readonly string[] Documents = ["pdf", "pdf-executive"];

    public static TheoryData<string> Formats => [.. OnDemand];

    [Fact]
    public void Formats_OnDemand_AreNotStoredByServers()
    {
        using var services = new ServiceCollection().AddAtRestReports().BuildServiceProvider();

        services.GetServices<IReportRenderer>().Where(renderer => !renderer.IsStored).Select(renderer => renderer.Format).Order().ShouldBe([.. OnDemand.Concat(Documents).Append("bundle").Order()]);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Format_RenderedTwice_HasTheSameBytes(string format)
    {
        foreach (var report in new[] { SampleReports.Bank(), ProvenReports.Demo(), HostileReports.Marks() })
        {
            (await Renderers.RenderAsync(format, report)).ShouldBe(await Renderers.RenderAsync(format, report));
        }
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Format_BigFleet_IsWrittenInPiecesAsItIsEnumerated(string format)
    {
        var small = SampleReports.Large(1);
        var audit = small.Clusters.Single();
        using var stream = new CountingStream();
        var report = small with { Clusters = new Fleet(audit, 1_000), Summary = small.Summary with { Clusters = 1_000 } };

        await Renderers.Of(format).RenderAsync(report, stream, TestContext.Current.CancellationToken);

        // The longest single write is what was in memory at once; a Markdown summary is short as a whole.
        stream.Longest.ShouldBeLessThan(1024 * 1024);
        stream.Total.ShouldBeGreaterThan(format == "md" ? 200 : 1_500_000);
    }

    [Theory]
    [MemberData(nameof(Formats))]
    public async Task Format_CancelledToken_Stops(string format)
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Renderers.Of(format).RenderAsync(SampleReports.Bank(), new MemoryStream(), source.Token));
    }

    /// <summary>Clusters that are made while they are enumerated.</summary>
    private sealed class Fleet(ClusterAudit audit, int count) : IReadOnlyCollection<ClusterAudit>
    {
        public int Count => count;

        public IEnumerator<ClusterAudit> GetEnumerator()
        {
            for (var number = 0; number < count; number++)
            {
                yield return audit with { Cluster = audit.Cluster with { Id = $"c-{number}", Name = $"cluster-{number}" } };
            }
        }

        System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator();
    }

    /// <summary>Takes asynchronous writes only, as a server's response does.</summary>
    private sealed class CountingStream : Stream
    {
        public int Longest { get; private set; }

        public long Total { get; private set; }

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Longest = Math.Max(Longest, buffer.Length);
            Total += buffer.Length;
            return ValueTask.CompletedTask;
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public override void Flush() => throw new UnreachableException("A synchronous flush.");

        public override void Write(byte[] buffer, int offset, int count) => throw new UnreachableException("A synchronous write.");

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();
    }
}
