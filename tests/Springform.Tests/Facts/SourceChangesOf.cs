using Springform.Config;
using Springform.Facts;
using Springform.Keys;
using Springform.Machine;
using Springform.Plan;

namespace Springform.Tests.Facts;

/// <summary>Reads a project's facts as a build does.</summary>
internal static class SourceChangesOf
{
    public static IReadOnlyList<string> Folder(string folder, string[]? inputs = null) =>
        [.. Facts(folder, inputs).Changes.Select(change => change.ToString())];

    public static PlanFacts Facts(string folder, string[]? inputs = null)
    {
        using var state = new TemporaryFolder();
        var git = new GitReader(CakeParts.Context(), new ProcessRunner(ProcessEnvironment.Current()), folder);
        var config = new ProjectConfig { Name = "demo", Compile = inputs is null ? [] : [new CompileConfig { Inputs = inputs }] };
        return new FactsReader(git, new FileHasher(Path.Combine(state.Path, "stat-cache"), TimeProvider.System), folder).Read(
            config,
            new Dictionary<string, BasePin>(),
            null,
            null
        );
    }
}
