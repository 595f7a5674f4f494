using Springform.Reporting;

namespace Springform.Tests.Reporting;

public sealed class UploadProgressTests
{
    [Fact]
    public void A_terminal_has_one_line_that_changes_and_goes()
    {
        var screen = new StringWriter { NewLine = "\n" };
        var progress = Progress(new Terminal(screen, screen, colours: false) { IsInteractive = true, Width = 40 });

        Upload(progress);

        screen
            .ToString()
            .ShouldBe(
                "    uploading 2 assets, 4.0 MB\n"
                    + "    0/2 assets, 1.0 MB of 4.0 MB (25 %)"
                    + $"\r{new string(' ', 39)}\r    1/2 assets, 3.0 MB of 4.0 MB (75 %)"
                    + $"\r{new string(' ', 39)}\r"
            );
    }

    [Fact]
    public void Elsewhere_each_asset_has_a_line_and_a_long_silence_is_broken()
    {
        var log = new StringWriter { NewLine = "\n" };

        Upload(Progress(new Terminal(log, log, colours: false)));

        log.ToString()
            .ShouldBe(
                "    uploading 2 assets, 4.0 MB\n    0/2 assets, 1.0 MB of 4.0 MB (25 %)\n    1/2 a.tgz (2.0 MB)\n    1/2 assets, 3.0 MB of 4.0 MB (75 %)\n"
            );
    }

    private static UploadProgress Progress(Terminal terminal) => new(terminal, new Ticking());

    private static void Upload(UploadProgress progress)
    {
        progress.Begin(2, 4_000_000);
        progress.Moved(1_000_000);
        progress.Done("a.tgz", 2_000_000);
        progress.Moved(2_000_000);
        progress.End();
    }

    /// <summary>A minute passes between two looks.</summary>
    private sealed class Ticking : TimeProvider
    {
        private long now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => now += TimeSpan.TicksPerMinute;
    }
}
