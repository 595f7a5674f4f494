using Springform.Abi.Native;
using Springform.Errors;
using Springform.Names;

namespace Springform.Abi.Policies;

/// <summary>Every program, library and object is for the platform that its archive is for; of a universal file one part is enough.</summary>
internal static class MachineRule
{
    /// <param name="platforms">all of them: more than one for a wheel of macOS that promises two</param>
    /// <param name="name">the platform as the configuration spells it, or the wheel's tag</param>
    public static IEnumerable<Violation> Check(AbiContents contents, IReadOnlyList<NativePlatform> platforms, string name) =>
        [
            .. contents
                .Files.Where(file => !Fits([ElfPlatform.Of(file.Elf)], platforms))
                .Select(file => Wrong(file.Path, "an ELF file", [ElfPlatform.Of(file.Elf)], name)),
            .. contents
                .Natives.Where(file => !Fits(file.Image.RunsOn, platforms))
                .Select(file => Wrong(file.Path, $"a {file.Image.Format} file ({file.Image.Kind})", file.Image.RunsOn, name)),
        ];

    public static bool Fits(IReadOnlyList<NativePlatform> code, IReadOnlyList<NativePlatform> platforms) => platforms.All(platform => code.Any(platform.Runs));

    private static Violation Wrong(string path, string what, IReadOnlyList<NativePlatform> code, string name) =>
        new(
            ErrorCode.WrongMachine,
            path,
            $"is {what} for {string.Join(" and ", code.Select(part => part.Words))}, but it is shipped for {name}",
            $"compile it for {name} (was the cross compiler used?); where it is data for another machine, name it under abi.exceptions",
            []
        );
}
