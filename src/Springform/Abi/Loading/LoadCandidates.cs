using System.Buffers;
using Springform.Abi.Elf;
using Springform.Archives;
using Springform.Keys;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>What there is to start and to load in unpacked archives. Paths are relative, sorted.</summary>
internal sealed record LoadCandidates(IReadOnlyList<string> Executables, IReadOnlyList<string> SharedObjects, IReadOnlyList<string> Excepted)
{
    // A list of preloaded objects is parted by blanks and colons, and $ begins a token of the loader: ld.so(8).
    private static readonly SearchValues<char> Unspeakable = SearchValues.Create(" :$\t\n\r\\");

    /// <exception cref="SpringformException">E405 for a name that the loader cannot be given, or a pattern of <c>except</c> that fits nothing</exception>
    public static LoadCandidates In(LoadStep load, IReadOnlyList<ArchiveEntry> entries)
    {
        var kinds = entries.Where(entry => entry.HostPath is not null).OrderBy(entry => entry.Path, StringComparer.Ordinal)
            .Select(entry => (entry.Path, Kind: KindOf(entry.HostPath!))).ToLookup(entry => entry.Kind, entry => entry.Path);
        var shared = kinds[ElfKind.SharedObject].ToList();
        var excepted = Glob.Match(load.Except, shared);
        var problems = load.Except.Where(pattern => Glob.Match([pattern], shared).Count == 0).Select(pattern => Unused(load, pattern)).ToList();
        var candidates = new LoadCandidates([.. kinds[ElfKind.Executable]], [.. shared.Except(excepted)], excepted);
        problems.AddRange(candidates.Executables.Concat(candidates.SharedObjects).Where(path => path.AsSpan().ContainsAny(Unspeakable)).Select(path => Unnameable(load, path)));
        return problems.Count == 0 ? candidates : throw new SpringformException(problems);
    }

    // A file that contradicts itself is for CheckAbi to name.
    private static ElfKind KindOf(string path)
    {
        try
        {
            var kind = ElfReader.Read(path).Kind;
            return kind is ElfKind.StaticExecutable or ElfKind.StaticPieExecutable ? ElfKind.Executable : kind;
        }
        catch (MalformedException)
        {
            return ElfKind.Other;
        }
    }

    private static Problem Unused(LoadStep load, string pattern) => new(
        ErrorCode.LoadFailed, $"no shared object of {load.Target.Id} fits {Quoted.Of(pattern)}", "springform.yaml, smoke.except", "correct the pattern, or remove it");

    private static Problem Unnameable(LoadStep load, string path) => new(
        ErrorCode.LoadFailed, $"{Quoted.Of(path)} cannot be handed to the dynamic loader", $"step {load.Id}", "leave blanks, colons, dollar signs and backslashes out of the names of programs and libraries");
}
