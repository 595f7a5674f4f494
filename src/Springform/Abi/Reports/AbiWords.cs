using Springform.Abi.Elf;

namespace Springform.Abi.Reports;

/// <summary>The words of tables and JSON.</summary>
internal static class AbiWords
{
    public static string Of(ElfKind kind) =>
        kind switch
        {
            ElfKind.Object => "object",
            ElfKind.Executable => "program",
            ElfKind.StaticExecutable => "static program",
            ElfKind.StaticPieExecutable => "static-pie program",
            ElfKind.SharedObject => "shared library",
            ElfKind.Core => "core dump",
            ElfKind.DebugInformation => "debug information",
            _ => "other",
        };

    public static string Of(StackMark mark) =>
        mark switch
        {
            StackMark.Executable => "executable",
            StackMark.NotExecutable => "not executable",
            _ => "not marked",
        };
}
