using System.Text.Json;
using Springform.Tests.Abi;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=AbiReport: any file, archive or folder, without springform.yaml, git or an engine.</summary>
public sealed class AbiReports : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static SyntheticElf Newer =>
        new()
        {
            Soname = "libfoo.so.1",
            Needed = ["libc.so.6", "libssl.so.3"],
            Imports = ["__isoc23_strtol@GLIBC_2.38", "pthread_create@GLIBC_2.34", "free@GLIBC_2.2.5"],
        };

    [Fact]
    public void A_folder_that_breaks_the_policy_ends_with_5_and_names_file_symbol_version_and_remedy()
    {
        Newer.Write(At("product/lib/libfoo.so.1"));
        new SyntheticElf
        {
            Interpreter = "/lib64/ld-linux-x86-64.so.2",
            Needed = ["libc.so.6"],
            Imports = ["__libc_start_main@GLIBC_2.34"],
        }.Write(At("product/bin/foo"));
        new SyntheticElf { Type = 2 }.Write(At("product/bin/static"));

        var result = Run("--file=product", "--policy=glibc 2.31").Ends(5);

        Golden.Matches($"{Table(result.Output)}\n---\n{result.Error}");
    }

    [Fact]
    public void A_library_that_is_not_allowed_is_named()
    {
        Newer.Write(At("libfoo.so.1"));

        Run("--file", "libfoo.so.1", "--policy", "manylinux_2_39")
            .Ends(5)
            .Says("E211 libfoo.so.1 needs the library libssl.so.3, which manylinux_2_39 does not allow")
            .SaysNot("E214");
    }

    [Fact]
    public void What_holds_to_the_policy_ends_with_0()
    {
        Newer.Write(At("libfoo.so.1"));

        Run("--file=libfoo.so.1", "--policy=glibc 2.38")
            .Ends(0)
            .Says("lowest system: glibc 2.38", "set by libfoo.so.1, __isoc23_strtol@GLIBC_2.38", "holds to glibc 2.38");
    }

    [Fact]
    public void The_json_is_whole_and_alone_on_stdout()
    {
        Newer.Write(At("libfoo.so.1"));

        var result = Run("--file=libfoo.so.1", "--policy=glibc 2.31", "--output=json").Ends(5);

        using var report = JsonDocument.Parse(result.Output);
        Golden.Matches(result.Output, extension: "json");
    }

    [Fact]
    public void Nothing_to_check_is_an_error()
    {
        folder.File("docs/readme.txt", "hello");

        Run("--file=docs").Ends(5).Says("E203", "there is no ELF file in docs");
        Run("--file=nothing").Ends(2).Says("E105", "nothing");
        Run().Ends(2).Says("E104", "--file=PATH");
    }

    [Fact]
    public void A_truncated_elf_file_is_an_error_with_its_name()
    {
        File.WriteAllBytes(At("libfoo.so"), Newer.Bytes()[..300]);

        Run("--file=libfoo.so").Ends(5).Says("E201 libfoo.so is not a complete ELF file", "cut off");
    }

    [Fact]
    public void A_mistyped_policy_names_the_nearest()
    {
        Newer.Write(At("libfoo.so.1"));

        Run("--file=libfoo.so.1", "--policy=manylinx_2_28").Ends(2).Says("E103", "did you mean 'manylinux_2_28'?");
    }

    private CliResult Run(params string[] words) => Cli.Start(folder.Path, ["--target=AbiReport", .. words]).End();

    private string At(string path) => Path.Combine(folder.Path, path);

    // Between the task's own lines.
    private static string Table(string output) =>
        string.Join(
            '\n',
            output
                .Split('\n')
                .SkipWhile(line => !line.StartsWith("needs", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("--", StringComparison.Ordinal))
        );
}
