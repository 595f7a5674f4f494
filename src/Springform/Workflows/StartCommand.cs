using Springform.Errors;

namespace Springform.Workflows;

/// <summary>What starts Springform in a repository.</summary>
/// <param name="Command">e.g. ./build.sh</param>
/// <param name="NeedsDotNet">it builds a host first</param>
/// <param name="HasGlobalJson">which says what SDK that takes</param>
internal sealed record StartCommand(string Command, bool NeedsDotNet, bool HasGlobalJson)
{
    /// <summary>The wrapper wins: a build.sh may be anything, unless there is a host in build/ too.</summary>
    /// <exception cref="SpringformException">E105 there is neither</exception>
    public static StartCommand Of(string root) =>
        File.Exists(Path.Combine(root, "springform.sh")) ? new StartCommand("./springform.sh", false, false)
        : File.Exists(Path.Combine(root, "build.sh")) && HasHost(root) ? new StartCommand("./build.sh", true, File.Exists(Path.Combine(root, "global.json")))
        : throw new SpringformException(
            new Problem(
                ErrorCode.MissingFile,
                "nothing in this repository starts Springform: there is neither springform.sh nor build.sh with a project in build/",
                root,
                "let --target=Wrapper write springform.sh, and commit it"
            )
        );

    private static bool HasHost(string root) =>
        Directory.Exists(Path.Combine(root, "build")) && Directory.EnumerateFiles(Path.Combine(root, "build"), "*.csproj").Any();
}
