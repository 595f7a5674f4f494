using Springform.ContainerTests.Engines;
using Springform.ContainerTests.Support;
using Springform.Engine;
using Springform.Images;
using Springform.Keys;
using Springform.Names;
using Springform.Plan;

namespace Springform.ContainerTests.Images;

/// <summary>A project folder on the machine's docker, and short ways to plan images in it. What it tags is removed with it.</summary>
public sealed class ImagesProject : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FileHasher _hasher;
    private readonly List<string> _tags = [];

    public ImagesProject(MachineDocker docker)
    {
        if (docker.Missing is { } reason)
        {
            Assert.SkipUnless(docker.Environment["CI"] == "true", reason);
            Assert.Fail(reason);
        }

        Docker = docker;
        Engine = docker.Open();
        _hasher = new FileHasher(Path.Combine(_folder.Path, "stat"), TimeProvider.System);
    }

    internal static ImageBuildSettings Settings { get; } = new(NoCache: false, ActionsCache: false);

    public MachineDocker Docker { get; }

    internal IContainerEngine Engine { get; }

    internal FileHasher Hasher => _hasher;

    public string Folder => Path.Combine(_folder.Path, "project");

    public string Scratch => Path.Combine(_folder.Path, "scratch");

    public string Platform => Docker.Info.NativePlatform;

    /// <summary>A base that can run commands.</summary>
    public string Busybox => BusyboxImage.Tag(Platform);

    internal RecordedOutput Log { get; } = new();

    public string File(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        System.IO.File.WriteAllText(full, text);
        return full;
    }

    /// <summary>A recipe in tools/NAME whose key has all files that lie there now.</summary>
    public RecipeStep Recipe(string tool, string dockerfile)
    {
        Directory.CreateDirectory(Path.Combine(Folder, "tools", tool));
        var kernel = Springform.Names.Platform.Of(Platform).Kernel;
        return new RecipeStep(tool, Platform, Platform, $"tools/{tool}", dockerfile, KeyOf($"recipe {dockerfile}", $"tools/{tool}"))
        {
            Arguments = new Dictionary<string, string> { ["TOOL_ARCH"] = kernel },
            BaseIds = [],
            Network = false,
        };
    }

    /// <summary>The key of a step over the files below a folder.</summary>
    public StepKey KeyOf(string kind, string folder)
    {
        var root = Path.Combine(Folder, folder);
        var files = Directory.Exists(root) ? Directory.GetFiles(root, "*", SearchOption.AllDirectories) : [];
        return new KeyBuilder(kind).Add(new FileSet(files.Select(file => _hasher.Fact(Folder, Path.GetRelativePath(Folder, file))))).Build();
    }

    /// <summary>A tag of this test's own.</summary>
    public string Tag(string name)
    {
        var tag = $"localhost/springform/test/{Path.GetFileName(_folder.Path).ToLowerInvariant()}:{name}";
        _tags.Add(tag);
        return tag;
    }

    public BuildPlan Plan(params PlannedBase[] bases) =>
        new()
        {
            Project = new ProjectFacts("images", "1.0.0", "1.0.0", new string('c', 40), DateTimeOffset.UnixEpoch, Dirty: false, 0),
            IsPartial = false,
            Targets = [],
            Bases = bases,
            Recipes = [],
            ToolsImages = [],
            Builders = [],
            Commands = [],
            Artifacts = [],
            Abis = [],
            Loads = [],
            SourceKey = new string('5', 64),
            Toolchains = [],
            Key = ContentKey.Of(new string('0', 64)),
        };

    public async ValueTask DisposeAsync()
    {
        foreach (var tag in _tags)
        {
            if (await Engine.InspectImageAsync(tag, CancellationToken.None) is not null)
                await Engine.RemoveImageAsync(tag, CancellationToken.None);
        }

        _folder.Dispose();
    }
}
