using System.Security.Cryptography;
using System.Text;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Errors;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Package;
using Springform.Plan;
using Springform.Tests.Cache;

namespace Springform.Tests.Package;

/// <summary>A project on the disk with stored results, and a plan over them: one target, x86_64.</summary>
internal sealed class PackProject : IDisposable
{
    public const long Epoch = 1_700_000_000;

    private readonly TemporaryFolder temporary = new();
    private readonly Dictionary<string, Blob> results = new(StringComparer.Ordinal);
    private readonly List<string> tree = [];
    private readonly BlobStore store;

    public PackProject(string? folder = null)
    {
        Folder = folder ?? Path.Combine(temporary.Path, "project");
        Directory.CreateDirectory(Folder);
        Hasher = new FileHasher(Path.Combine(temporary.Path, "stat-cache"), TimeProvider.System);
        store = new BlobStore(Path.Combine(temporary.Path, "results"), Hasher, Said);
        Dist = new DistFolder(Folder, Hasher, Ownership.Of(Folder, Said), Said);
    }

    public static Target Target { get; } = new("x86_64", "linux/amd64", "linux/amd64", null, null, "");

    public string Folder { get; }

    public FileHasher Hasher { get; }

    public Lines Said { get; } = new();

    public DistFolder Dist { get; }

    public IReadOnlyDictionary<string, Blob> Results => results;

    /// <summary>Names of recipes; those with a slash in front of the hyphen do not exist: fio-x86_64.</summary>
    public List<RecipeStep> Recipes { get; } = [];

    public static StepKey Key(string seed) => new(ContentKey.Of(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)))), [], FileSet.Empty);

    /// <summary>A file that git tracks.</summary>
    public string Track(string path, string text = "tracked", bool executable = false)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
        if (executable)
            File.SetUnixFileMode(full, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        tree.Add(path);
        return full;
    }

    public string TrackLink(string path, string target)
    {
        var full = Path.Combine(Folder, path);
        File.CreateSymbolicLink(full, target);
        tree.Add(path);
        return full;
    }

    /// <summary>
    /// The stored result of a command or recipe, with a file per path; <c>-> target</c> as content makes a link, a slash at the end of a path a folder, a path
    /// in bin/ a program.
    /// </summary>
    public async Task StoreAsync(string id, params (string Path, string Content)[] files)
    {
        var entries = files.Select(file =>
            file.Path.EndsWith('/') ? ArchiveEntry.Directory(file.Path)
            : file.Content.StartsWith("-> ", StringComparison.Ordinal) ? ArchiveEntry.Symlink(file.Path, file.Content[3..])
            : ArchiveEntry.FromBytes(file.Path, Encoding.UTF8.GetBytes(file.Content), file.Path.StartsWith("bin/", StringComparison.Ordinal))
        );
        results[id] = await store.PutAsync(
            id,
            Key(id).Key,
            (stream, token) => TarArchive.WriteAsync(entries, stream, 0, token),
            TestContext.Current.CancellationToken
        );
    }

    public async Task RecipeAsync(string tool, string platform, params (string Path, string Content)[] files)
    {
        var recipe = new RecipeStep(tool, platform, "linux/amd64", $"tools/{tool}", null, Key(tool + platform))
        {
            Arguments = new Dictionary<string, string>(),
            BaseIds = [],
        };
        Recipes.Add(recipe);
        await StoreAsync(recipe.Id, files);
    }

    public ArtifactStep Package(string archive, params PlannedFile[] files) =>
        new(archive, Target, new PlannedFiles(null, files, new FileSet(tree.Select(path => Hasher.Fact(Folder, path)))), Key(archive))
        {
            CommandIds = [.. results.Keys.Where(id => id.StartsWith("compile/", StringComparison.Ordinal))],
            RecipeIds = [.. Recipes.Where(recipe => recipe.Platform == Target.Platform).Select(recipe => recipe.Id)],
            Checksums = [new ChecksumFile("md5", archive + ".md5.txt"), new ChecksumFile("sha256", archive + ".sha256")],
        };

    public ArtifactStep Sources() =>
        new("oss_source.tgz", null, new ToolSources(), Key("sources"))
        {
            RecipeIds = [.. Recipes.Select(recipe => recipe.Id)],
            Checksums = [new ChecksumFile("md5", "oss_source.tgz.md5")],
        };

    public BuildPlan Plan(params ArtifactStep[] artifacts) =>
        new()
        {
            Project = new ProjectFacts("demo", "1.4.0", "1.4.0+3f2a91c", new string('3', 40), DateTimeOffset.FromUnixTimeSeconds(Epoch), false, Epoch),
            IsPartial = false,
            Targets = [Target],
            Bases = [],
            Recipes = Recipes,
            ToolsImages = [],
            Builders = [],
            Commands = [],
            Artifacts = artifacts,
            Abis = [],
            Loads = [],
            SourceKey = new string('5', 64),
            Toolchains = [],
            Key = Key("plan").Key,
        };

    public Staging BeginStaging(LastDist? last = null, int threads = 2) => new(Dist.BeginStaging(), new ArchivePacker(threads), last);

    public Task<StagedArchive> PackAsync(ArtifactStep step, LastDist? last = null, int threads = 2) =>
        new Packer(BeginStaging(last, threads), Folder).PackAsync(Plan(step), step, (PlannedFiles)step.Content, results, TestContext.Current.CancellationToken);

    /// <summary>The problem that packing ends in.</summary>
    public async Task<Problem> RefusalAsync(ArtifactStep step) =>
        (await Should.ThrowAsync<SpringformException>(() => PackAsync(step))).Problems.ShouldHaveSingleItem();

    /// <summary>Packs and makes it dist/.</summary>
    public async Task<ArtifactLedger> DistAsync(BuildPlan plan)
    {
        var last = Dist.Last();
        var staging = BeginStaging(last);
        var staged = new List<StagedArchive>();
        foreach (var step in plan.Artifacts)
            staged.Add(await new Packer(staging, Folder).PackAsync(plan, step, (PlannedFiles)step.Content, results, TestContext.Current.CancellationToken));
        var info = new BuildInfo(plan, new Dictionary<string, IReadOnlyDictionary<string, string>>(), []);
        var infos = plan
            .Targets.Select(target => staging.Write(target.BuildInfoName, ArtifactKind.BuildInfo, info.Json(target, staged), target.Id, "dist"))
            .ToList();
        var manifest = new Manifest(plan, new Dictionary<string, IReadOnlyDictionary<string, string>>(), results, []);
        return new DistWriter(Dist, staging).Write(plan, manifest, staged, infos, [.. plan.Loads.Select(load => load.Id)]);
    }

    public string[] Listing(string archive) => RealTool.Run(Dist.StagingFolder, "tar", "-tf", archive);

    public void Dispose() => temporary.Dispose();
}
