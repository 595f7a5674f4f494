using System.Text.RegularExpressions;
using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Errors;
using Springform.Names;

namespace Springform.Deploy;

/// <summary>Holds the files to the processor and the C library of the container, which are asked of the container itself. Nothing was copied yet.</summary>
internal sealed partial class LibcGate(TargetContainer container)
{
    // getconf belongs to glibc; ldd of musl tells its name on standard error and fails.
    private const string Ask = "uname -m; getconf GNU_LIBC_VERSION 2>/dev/null || ldd --version 2>&1 || :";

    /// <returns>what was found, for people: <c>glibc 2.41 on x86_64</c></returns>
    /// <exception cref="SpringformException">E2xx, all at once. A container that tells no C library is taken to have none.</exception>
    public async Task<string> CheckAsync(string filesFolder, AbiReader reader, CancellationToken cancellation)
    {
        var answer = await container.ScriptAsync(Ask, [], cancellation);
        var processor = answer.Output.Split('\n')[0].Trim();
        var library = LibraryOf(answer.Output);
        var contents = reader.Read(filesFolder, cancellation);
        if (contents.Unreadable.Count > 0)
            throw new SpringformException(contents.Unreadable);
        var words = $"{library ?? "no C library"} on {processor}";
        if (contents.Files.Count + contents.Natives.Count == 0)
            return words;
        var platform =
            Platform.All.FirstOrDefault(known => known.Kernel == processor && known.IsLinux)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.WrongMachine,
                    $"the container {container.Name} runs on {Quoted.Of(processor)}, which is not known here",
                    $"container {container.Name}; nothing was copied",
                    "deploy into a container of a platform that targets can have"
                )
            );
        var policy = new AbiPolicy(library ?? "static") { Platforms = [NativePlatform.Find(platform.Docker)!], PlatformName = platform.Docker };
        var problems = policy.Check(contents).Select(violation => Problem(violation, words)).ToList();
        return problems.Count > 0 ? throw new SpringformException(problems) : words;
    }

    private Problem Problem(Violation violation, string words) =>
        new(
            violation.Code,
            Quoted.Clean($"{violation.Path[(violation.Path.IndexOf('/', StringComparison.Ordinal) + 1)..]} {violation.What}"),
            $"container {container.Name} ({words}); nothing was copied",
            "build it on the container's own image: builder: {from: ...}"
        );

    internal static string? LibraryOf(string answer) =>
        Glibc().Match(answer) is { Success: true } glibc ? $"glibc {glibc.Groups[1].Value}"
        : answer.Contains("musl libc", StringComparison.Ordinal) ? "musl"
        : null;

    [GeneratedRegex(@"(?:^glibc |\(.*GLIBC.*\) |\(GNU libc\) )(2\.[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Glibc();
}
