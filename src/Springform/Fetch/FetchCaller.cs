using Springform.Config.Switches;
using Springform.Files;
using Springform.Keys;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Fetch;

/// <summary>What a run brings to Fetch beside springform.yaml.</summary>
/// <param name="CallerFolder">where the command was given</param>
/// <param name="Nested">runs another project's pipeline within this run: arguments to exit code</param>
internal sealed record FetchCaller(
    Options Options,
    ProjectFolders Folders,
    string CallerFolder,
    ProcessEnvironment Environment,
    FileHasher Hasher,
    Terminal Terminal,
    TimeProvider Clock,
    Func<IReadOnlyList<string>, int> Nested
);
