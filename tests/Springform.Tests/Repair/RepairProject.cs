using Springform.Abi.Elf;
using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Machine;
using Springform.Plan;
using Springform.Repair;
using Springform.Tests.Abi;
using Springform.Tests.Archives;

namespace Springform.Tests.Repair;

/// <summary>An archive before it is packed, with real programs of this machine in it, and a builder whose libraries are files that a test puts there.</summary>
internal sealed class RepairProject : IDisposable
{
    /// <summary>What grep needs beside the C library.</summary>
    public const string Foreign = "libpcre2-8.so.0";

    private static readonly PlannedRepair Plan = new("amd64", "demo", "demo/lib", "demo/licenses");

    private readonly TemporaryFolder folder = new();
    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> links = new(StringComparer.Ordinal);
    private readonly List<FoundLibrary> builder = [];

    public AbiPolicy Policy { get; init; } = new("glibc 2.99") { Libraries = ["libc.so.6"] };

    /// <summary>Names that the builder was asked for, round by round.</summary>
    public List<string> Asked { get; } = [];

    public string Patchelf { get; init; } = "patchelf";

    /// <summary>A file of the archive.</summary>
    public string File(string path, byte[] content)
    {
        var copy = Path.Combine(folder.Path, "archive", path);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        System.IO.File.WriteAllBytes(copy, content);
        System.IO.File.SetUnixFileMode(copy, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return files[path] = copy;
    }

    public void Link(string path, string target) => links[path] = target;

    /// <summary>The real grep.</summary>
    public string Grep(string path = "demo/bin/grep", params string[] patchelf)
    {
        RealTool.Need("patchelf");
        var copy = File(path, System.IO.File.ReadAllBytes("/bin/grep"));
        if (patchelf.Length > 0)
            RealTool.Run("patchelf", [.. patchelf, copy]);
        return copy;
    }

    /// <summary>The real library of this machine, as a file of the builder.</summary>
    public FoundLibrary InBuilder(string origin = $"/usr/lib/x86_64-linux-gnu/{Foreign}", params string[] patchelf)
    {
        var line = RealTool.Run("ldd", "/bin/grep").Split('\n').First(line => line.Contains(Foreign, StringComparison.Ordinal));
        return InBuilder(origin, System.IO.File.ReadAllBytes(line.Split(" => ")[1].Split(' ')[0]), patchelf);
    }

    public FoundLibrary InBuilder(string origin, byte[] content, params string[] patchelf)
    {
        var copy = folder.File($"builder{origin}", "");
        System.IO.File.WriteAllBytes(copy, content);
        if (patchelf.Length > 0)
            RealTool.Run("patchelf", [.. patchelf, copy]);
        var library = new FoundLibrary(
            Path.GetFileName(origin),
            origin,
            copy,
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.IO.File.ReadAllBytes(copy))),
            ElfReader.Read(copy)
        );
        builder.Add(library);
        return library;
    }

    /// <summary>Says of a library of the builder whose it is.</summary>
    public void OfPackage(FoundLibrary library, string package, string source, string licence) =>
        builder[builder.IndexOf(library)] = library with { Package = package, Source = source, LicencePath = folder.File("builder/licence", licence) };

    /// <summary>A library that loaders would not take for long: enough for what is refused before anything is rewritten.</summary>
    public static byte[] Library(string? soname = null, ushort machine = 62, params string[] needed) =>
        new SyntheticElf
        {
            Soname = soname,
            Machine = machine,
            Needed = needed,
        }.Bytes();

    public Task<RepairedArchive> RunAsync() =>
        new LibraryRepair(new Patchelf(new ProcessRunner(ProcessEnvironment.Current()), Patchelf), Policy, Find).RunAsync(
            new ArchiveTree(files, links),
            Plan,
            Path.Combine(folder.Path, "archive"),
            "step package/demo.tgz",
            TestContext.Current.CancellationToken
        );

    public async Task<Problem> ProblemAsync()
    {
        var problem = (await Should.ThrowAsync<SpringformException>(RunAsync)).Problems.ShouldHaveSingleItem();
        (problem.Code, problem.Code.ExitCode, problem.Where).ShouldBe((ErrorCode.RepairFailed, ExitCode.StepFailed, "step package/demo.tgz"));
        return problem;
    }

    public static ElfFile Elf(string path) => ElfReader.Read(path);

    public void Dispose() => folder.Dispose();

    private Task<IReadOnlyList<FoundLibrary>> Find(IReadOnlyList<string> names, CancellationToken cancellation)
    {
        Asked.Add(string.Join(' ', names));
        return Task.FromResult<IReadOnlyList<FoundLibrary>>([.. builder.Where(library => names.Contains(library.Name))]);
    }
}
