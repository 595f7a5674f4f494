using System.Buffers;
using Springform.Abi.Elf;
using Springform.Abi.Native;
using Springform.Abi.Policies;
using Springform.Archives;
using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>
/// What there is to start and to load in unpacked archives: programs, or scripts where there is nothing else, and libraries. Paths are relative, sorted. What
/// is for another machine is data where <c>abi.exceptions</c> or the archive says so.
/// </summary>
internal sealed record LoadCandidates(IReadOnlyList<string> Executables, IReadOnlyList<string> SharedObjects, IReadOnlyList<string> Excepted)
{
    // The answers come line by line, with a tab in each.
    private static readonly SearchValues<char> Unspeakable = SearchValues.Create("\t\n\r");

    /// <param name="forAny">paths from archives that are for any platform</param>
    /// <exception cref="SpringformException">
    /// E215 for a file for another machine; E405 for a name that cannot be asked for, or a pattern of <c>except</c> that fits nothing
    /// </exception>
    public static LoadCandidates In(LoadStep load, IReadOnlyList<ArchiveEntry> entries, IReadOnlySet<string> forAny)
    {
        var platform = NativePlatform.Find(load.Target.Platform);
        var files = entries.Where(entry => entry.HostPath is not null).OrderBy(entry => entry.Path, StringComparer.Ordinal).ToList();
        var elves = files
            .Select(entry => (entry.Path, Elf: Read(entry.HostPath!)))
            .Where(file => file.Elf is not null)
            .Select(file => (file.Path, Elf: file.Elf!))
            .ToList();
        var strangers = elves.Where(file => platform is not null && !platform.Runs(ElfPlatform.Of(file.Elf))).ToList();
        var policy = new AbiPolicy(null) { Exceptions = load.Exceptions };
        var problems = strangers
            .Where(file => !forAny.Contains(file.Path) && !policy.IsExcepted(file.Path))
            .Select(file => Wrong(load, file.Path, file.Elf))
            .ToList();

        // An archive for any platform has libraries for musl beside those for glibc.
        var own = elves
            .Except(strangers)
            .Where(file => !(forAny.Contains(file.Path) && load.Glibc is not null && CLibraries.Of(file.Elf) == CLibrary.Musl))
            .ToList();
        var programs = own.Where(file => file.Elf.Kind is ElfKind.Executable or ElfKind.StaticExecutable or ElfKind.StaticPieExecutable)
            .Select(file => file.Path)
            .ToList();
        var shared = own.Where(file => file.Elf.Kind == ElfKind.SharedObject).Select(file => file.Path).ToList();
        var excepted = Glob.Match(load.Except, shared);
        problems.AddRange(load.Except.Where(pattern => Glob.Match([pattern], shared).Count == 0).Select(pattern => Unused(load, pattern)));
        var scripts = programs.Count + shared.Count > 0 ? [] : files.Where(IsScript).Select(entry => entry.Path).ToList();
        var candidates = new LoadCandidates([.. programs, .. scripts], [.. shared.Except(excepted)], excepted);
        problems.AddRange(
            candidates.Executables.Concat(candidates.SharedObjects).Where(path => path.AsSpan().ContainsAny(Unspeakable)).Select(path => Unnameable(load, path))
        );
        return problems.Count == 0 ? candidates : throw new SpringformException(problems);
    }

    // A file that contradicts itself is for CheckAbi to name.
    private static ElfFile? Read(string path)
    {
        try
        {
            return ElfReader.Read(path);
        }
        catch (MalformedException)
        {
            return null;
        }
    }

    /// <summary>A text that the kernel starts with the interpreter that its first line names.</summary>
    private static bool IsScript(ArchiveEntry entry)
    {
        if (!entry.Executable)
            return false;
        using var file = File.OpenRead(entry.HostPath!);
        return file.ReadByte() == '#' && file.ReadByte() == '!';
    }

    private static Problem Wrong(LoadStep load, string path, ElfFile elf) =>
        new(
            ErrorCode.WrongMachine,
            Quoted.Clean($"{path} is for {ElfPlatform.Of(elf).Words}, and {load.Target.Id} is for {load.Target.Platform}: it was not started"),
            $"step {load.Id}",
            $"compile it for {load.Target.Platform}; where it is data for another machine, name it under abi.exceptions"
        );

    private static Problem Unused(LoadStep load, string pattern) =>
        new(
            ErrorCode.LoadFailed,
            $"no shared object of {load.Target.Id} fits {Quoted.Of(pattern)}",
            "springform.yaml, smoke.except",
            "correct the pattern, or remove it"
        );

    private static Problem Unnameable(LoadStep load, string path) =>
        new(
            ErrorCode.LoadFailed,
            $"{Quoted.Of(path)} cannot be asked for in a load test",
            $"step {load.Id}",
            "leave tabs and line breaks out of the names of programs and libraries"
        );
}
