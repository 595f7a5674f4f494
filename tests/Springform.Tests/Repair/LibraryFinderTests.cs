using Springform.Compile;
using Springform.Machine;
using Springform.Plan;
using Springform.Repair;
using Springform.Tests.Archives;
using Springform.Tests.Compile;

namespace Springform.Tests.Repair;

/// <summary>The search of a builder, in place: this machine is the builder, as in a CI job that runs inside one.</summary>
public sealed class LibraryFinderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Libraries_are_found_by_name_with_their_package_its_source_and_its_licence()
    {
        RealTool.Need("dpkg-query");

        var found = await FindAsync(RepairProject.Foreign, "libthere-is-none.so.1");

        var library = found.Single(library => library.Folder is "/usr/lib/x86_64-linux-gnu" or "/usr/lib/aarch64-linux-gnu");
        library.Name.ShouldBe(RepairProject.Foreign);
        File.ReadAllBytes(library.HostPath).ShouldBe(File.ReadAllBytes(library.Origin));
        library.Package.ShouldBe(RealTool.Run("dpkg-query", "-W", "-f", "${Package} ${Version}", "libpcre2-8-0"));
        library.Source!.ShouldStartWith("pcre2 ");
        File.ReadAllText(library.LicencePath!).ShouldContain("PCRE2");
    }

    [Fact]
    public async Task A_name_that_is_nowhere_is_no_error_here() => (await FindAsync("libthere-is-none.so.1")).ShouldBeEmpty();

    [Theory]
    [InlineData("1\t/usr/lib/libfoo.so.1\tlibfoo1 1.0\tfoo 1.0", "libfoo.so.1 of libfoo1 1.0")]
    [InlineData("1\t/usr/lib/libfoo.so.1\t\t", "libfoo.so.1 of ")]
    [InlineData("1\t/usr/lib/libfoo.so.1\t../../etc 1.0\tfoo 1.0", "libfoo.so.1 of ")]
    [InlineData("2\t/usr/lib/libscript.so\t\t", "")]
    [InlineData("3\t/usr/lib/libfoo.so.1\t\t", "")]
    [InlineData("../outside\t/usr/lib/libfoo.so.1\t\t", "")]
    [InlineData("1\tlibfoo.so.1\t\t", "")]
    [InlineData("1", "")]
    public void What_the_builder_answers_is_not_believed(string line, string expected)
    {
        folder.File("found/list", line + "\n");
        folder.File("found/2", "INPUT(libfoo.so.1)");
        File.WriteAllBytes(folder.File("found/1", ""), RepairProject.Library("libfoo.so.1"));
        File.WriteAllBytes(folder.File("outside", ""), RepairProject.Library("libfoo.so.1"));

        string.Concat(LibraryFinder.Read(Path.Combine(folder.Path, "found")).Select(library => $"{library.Name} of {library.Package}")).ShouldBe(expected);
    }

    private Task<IReadOnlyList<FoundLibrary>> FindAsync(params string[] names)
    {
        var host = new InPlaceHost(new ProcessRunner(ProcessEnvironment.Current()), Path.Combine(folder.Path, "scratch"), TimeProvider.System);
        var builder = new BuilderStep("amd64", "linux/amd64", "FROM x", "builder:1", "builder:v1", Package.PackProject.Key("builder"))
        {
            Arguments = new Dictionary<string, string>(),
            BaseIds = [],
        };
        return new LibraryFinder(host, builder, folder.Path, new RecordedLines()).FindAsync(names, TestContext.Current.CancellationToken);
    }
}
