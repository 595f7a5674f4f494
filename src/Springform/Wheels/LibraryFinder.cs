using Springform.Archives;
using Springform.Engine;
using Springform.Images;
using Springform.Plan;

namespace Springform.Wheels;

/// <summary>Copies shared libraries out of the builder that a leg was compiled in, by SONAME, as its linker saw them.</summary>
public sealed class LibraryFinder(IContainerEngine engine, BuilderStep builder, Platform platform)
{
    private const string WorkDirectory = "/libraries";

    // Each file of that name, links followed, into a folder of its own: with a cross-compiler there is one for each architecture.
    private const string Script =
        """
        mkdir -p found
        count=0
        for name; do
            for file in $(find / -xdev \( -path /proc -o -path /sys -o -path "$PWD" \) -prune -o -name "$name" \( -type f -o -type l \) -print 2>/dev/null); do
                count=$((count + 1))
                mkdir "found/$count"
                cp -L "$file" "found/$count/$name" 2>/dev/null || rmdir "found/$count"
            done
        done
        """;

    /// <param name="names">SONAMEs: libdeflate.so.0</param>
    /// <param name="folder">made here; holds what was found</param>
    /// <returns>full path by name; what was not found for the platform is missing</returns>
    public async Task<IReadOnlyDictionary<string, string>> FindAsync(IReadOnlyList<string> names, string folder, IOutput log, CancellationToken cancellation)
    {
        var run = new ContainerRun(builder.Reference, builder.Platform, ["sh", "-ec", Script.ReplaceLineEndings("\n"), "sh", .. names])
        {
            Name = $"libraries/{builder.Id}",
            WorkDirectory = WorkDirectory,
            Outputs = [new ContainerCopy($"{WorkDirectory}/found", (stream, token) => new ArchiveReader().ExtractTarAsync(stream, folder, token))],
        };
        var result = await engine.RunAsync(run, log, cancellation);
        if (result.ExitCode != 0)
        {
            throw new SpringformException(new Problem(
                ErrorCode.RepairFailed, $"the builder could not be searched for {string.Join(", ", names)} (exit code {result.ExitCode})", $"image {builder.Reference}", $"by hand: {result.ByHand}")
            {
                Details = result.Tail,
            });
        }

        return Directory.GetFiles(folder, "*", SearchOption.AllDirectories)
            .Where(path => ElfMachine.Of(path) == platform.Kernel)
            .Order(StringComparer.Ordinal)
            .GroupBy(path => Path.GetFileName(path)!, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
    }
}
