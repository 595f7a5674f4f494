using Springform.Cache;
using Springform.Compile;
using Springform.Config;
using Springform.Engine;
using Springform.Errors;
using Springform.Facts;
using Springform.Keys;
using Springform.Machine;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;

namespace Springform.Tests.Compile;

/// <summary>A real project whose commands run in place: a git repository, a plan of it, and a store of results. No engine.</summary>
internal sealed class CommandProject : IDisposable
{
    private readonly GitProject git = GitProject.Empty();
    private readonly FileHasher hasher;

    public CommandProject(params CompileConfig[] compile)
    {
        File(".gitignore", "/.state/\n/.springform/\n");
        Compile = compile;
        hasher = new FileHasher(Path.Combine(git.Path, ".state", "stat-cache"), TimeProvider.System);
        Results = new BlobStore(Path.Combine(git.Path, ".state", "results"), hasher, Log);
    }

    public string Folder => git.Path;

    public IReadOnlyList<CompileConfig> Compile { get; }

    public RecordedLines Log { get; } = new();

    public BlobStore Results { get; }

    /// <summary>What Springform itself was started with.</summary>
    public ProcessEnvironment Environment { get; init; } = ProcessEnvironment.Current();

    public string BuilderDockerfile { get; init; } = "FROM scratch\n";

    private string Scratch => Path.Combine(git.Path, ".state", "scratch");

    public static CompileConfig Shell(string script, params string[] outputs) => new() { Run = CommandLine.Shell(script), Outputs = outputs };

    public string File(string path, string text) => git.File(path, text);

    public BuildPlan Plan()
    {
        File("builder/Dockerfile", BuilderDockerfile);
        git.Commit();
        var config = new ProjectConfig
        {
            Name = "demo",
            Version = new VersionConfig { Literal = "1.0.0" },
            Builder = new BuilderConfig { Image = "b", Dockerfile = "builder/Dockerfile" },
            Targets = new Dictionary<string, TargetConfig>
            {
                ["x"] = new()
                {
                    Platform = "linux/amd64",
                    Env = new Dictionary<string, string> { ["TARGET"] = "{target}" },
                },
            },
            Compile = Compile,
        };
        var reader = new FactsReader(new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), git.Path), hasher, git.Path);
        return Planner.Plan(config, reader.Read(config, new Dictionary<string, BasePin>(), null, null), [], snapshot: false);
    }

    public async Task RunAsync(BuildPlan plan)
    {
        var host = new InPlaceHost(new ProcessRunner(Environment), Scratch, TimeProvider.System);
        var runner = new CommandRunner(
            host,
            new SharedStore(Results, Log),
            hasher,
            git.Path,
            Scratch,
            Compile.SelectMany(step => step.Secrets).Where(name => Environment[name] is not null).ToDictionary(name => name, name => Environment[name]!),
            tracked: new TrackedOutputs(new ProcessRunner(Environment), new Springform.Files.ProjectFolders(git.Path))
        );
        foreach (var command in plan.Commands)
        {
            await runner.RunAsync(plan, command, Log, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Plans, runs all, and gives the last command's outputs: path to content, links as <c>-> target</c>.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OutputsAsync()
    {
        var plan = Plan();
        await RunAsync(plan);
        var blob = Results.Find(plan.Commands[^1].Id, plan.Commands[^1].Key.Key).ShouldNotBeNull();
        using var unpacked = new TemporaryFolder();
        Command.Run(unpacked.Path, ["tar", "-xf", blob.Path]).ExitCode.ShouldBe(0);
        return Directory
            .EnumerateFiles(unpacked.Path, "*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(unpacked.Path, path),
                path => new FileInfo(path).LinkTarget is { } target ? $"-> {target}" : System.IO.File.ReadAllText(path)
            );
    }

    public async Task<Problem> ProblemAsync() => (await Should.ThrowAsync<SpringformException>(() => RunAsync(Plan()))).Problems.ShouldHaveSingleItem();

    /// <summary>Files and folders that commands left behind.</summary>
    public IEnumerable<string> Leftovers() => Directory.Exists(Scratch) ? Directory.EnumerateFileSystemEntries(Scratch) : [];

    public void Dispose() => git.Dispose();
}
