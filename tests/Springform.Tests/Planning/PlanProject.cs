using System.Security.Cryptography;
using System.Text;
using Springform.Config;
using Springform.Errors;
using Springform.Files;
using Springform.Names;
using Springform.Plan;
using Springform.Planning;
using Springform.Tests.Config;

namespace Springform.Tests.Planning;

/// <summary>A project as the planner sees it: a springform.yaml, files by name and content, git facts and pins. Nothing is on disk.</summary>
internal sealed record PlanProject(string Yaml)
{
    public static readonly string Digest = "sha256:" + new string('d', 64);

    /// <summary>What git lists.</summary>
    public IReadOnlyDictionary<string, string> Files { get; init; } = new Dictionary<string, string>();

    /// <summary>What git ignores and a literal pattern names.</summary>
    public IReadOnlyDictionary<string, string> Ignored { get; init; } = new Dictionary<string, string>();

    public GitFacts Git { get; init; } =
        new("3f2a91c0123456789abcdef0123456789abcdef0", new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.FromHours(2)), false, false, "v1.4.0", 0);

    /// <summary>Images that are pinned for every platform.</summary>
    public IReadOnlyDictionary<string, string> Pinned { get; init; } = new Dictionary<string, string> { ["debian:bookworm"] = Digest };

    public long? SourceDateEpoch { get; init; }

    public ProjectConfig Config => YamlProject.Read(Yaml, [.. Files.Keys.SelectMany(WithFolders)]).Config;

    public PlanProject With(string path, string content) => this with { Files = new Dictionary<string, string>(Files) { [path] = content } };

    public BuildPlan Plan(params string[] only) => Planner.Plan(Config, Facts(), only, snapshot: false);

    public IReadOnlyList<Problem> Problems(params string[] only) => Should.Throw<SpringformException>(() => Plan(only)).Problems;

    public PlanFacts Facts() =>
        new()
        {
            Git = Git,
            Tree = Set(Files),
            Named = Set(Ignored),
            Texts = Files,
            Pins = Pinned
                .SelectMany(_ => Platform.All, (pin, platform) => (pin, platform))
                .ToDictionary(pair => PlanFacts.PinId(pair.pin.Key, pair.platform.Docker), pair => new BasePin(BaseSource.Registry, pair.pin.Value)),
            SourceDateEpoch = SourceDateEpoch,
        };

    private static FileSet Set(IReadOnlyDictionary<string, string> files) =>
        new(
            files.Select(file => new FileFact(
                file.Key,
                FileKind.Regular,
                Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(file.Value))),
                file.Value.Length
            ))
        );

    private static IEnumerable<string> WithFolders(string path)
    {
        for (var part = path; part.Length > 0; part = Path.GetDirectoryName(part)!)
        {
            yield return part;
        }
    }
}
