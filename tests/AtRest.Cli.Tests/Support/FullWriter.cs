using System.Text;

namespace AtRest.Cli.Tests.Support;

/// <summary>A stream on a full disk, such as <c>/dev/full</c>.</summary>
internal sealed class FullWriter : TextWriter
{
    public override Encoding Encoding => Encoding.UTF8;

    public override void Write(char value) => throw new IOException("No space left on device");
}
