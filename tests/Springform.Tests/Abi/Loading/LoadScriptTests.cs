using Springform.Abi.Loading;

namespace Springform.Tests.Abi.Loading;

/// <summary>The script of load tests, run by this machine's shell on this machine's own programs and libraries.</summary>
public sealed class LoadScriptTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("plain.so")]
    [InlineData("with blank.so")]
    [InlineData("with:colon and $ORIGIN.so")]
    public void A_library_is_loaded_whatever_its_name(string name)
    {
        var path = Path.Combine(folder.Path, "artifact", "a folder", name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy(Loaded("libm.so.6"), path);

        Answers($"L{path}").FailureOf($"L{path}").ShouldBeNull();
        Directory.GetFiles(Path.GetDirectoryName(path)!).ShouldBe([path]);
    }

    [Fact]
    public void What_is_no_library_is_not_loaded_whatever_its_name()
    {
        var path = Path.Combine(folder.Path, "artifact", "no library.so");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, "nothing");

        Answers($"L{path}").FailureOf($"L{path}").ShouldNotBeNull();
    }

    [Fact]
    public void A_program_with_a_blank_in_its_name_starts()
    {
        var path = Path.Combine(folder.Path, "artifact", "my program");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Copy("/bin/true", path);

        Answers($"E{path}").FailureOf($"E{path}").ShouldBeNull();
    }

    private LoadAnswers Answers(string item)
    {
        var script = LoadScript
            .Text.ReplaceLineEndings("\n")
            .Replace("/springform-", $"{folder.Path}/springform-", StringComparison.Ordinal)
            .Replace("/artifact;", $"{folder.Path}/artifact;", StringComparison.Ordinal);
        Command.Run(folder.Path, ["sh", "-c", script, "sh", item]).ExitCode.ShouldBe(0);
        return new LoadAnswers(File.ReadAllText(Path.Combine(folder.Path, "springform-load.txt")));
    }

    /// <summary>Where this process has a library of glibc from.</summary>
    private static string Loaded(string name) =>
        File.ReadLines("/proc/self/maps")
            .Select(line => line[(line.LastIndexOf(' ') + 1)..])
            .First(path => path.EndsWith($"/{name}", StringComparison.Ordinal));
}
