using Springform.Abi;
using Springform.Abi.Policies;
using Springform.Abi.Reports;
using Springform.Errors;
using Springform.Names;

namespace Springform.Tests.Abi;

/// <summary>Which object or static library brought a symbol in, told from what lies beside: real objects, made by binutils' assembler.</summary>
public sealed class OriginTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_member_of_a_static_library_that_uses_a_symbol_is_named()
    {
        if (!File.Exists("/usr/bin/as"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "needs binutils");
            Assert.Fail("needs binutils");
        }

        Assemble("parse", "__isoc23_strtol");
        Assemble("other", "free");
        Command.Run(folder.Path, ["ar", "rc", "libparse.a", "parse.o", "other.o"]).ExitCode.ShouldBe(0);
        var library = new SyntheticElf { Needed = ["libc.so.6"], Imports = ["__isoc23_strtol@GLIBC_2.38"] }.Write(Path.Combine(folder.Path, "libfoo.so"));
        var reader = new AbiReader();
        var violation = new AbiPolicy("glibc 2.31").Check(reader.Read(library, CancellationToken.None)).ShouldHaveSingleItem();

        var origins = Origins.Find(reader, [violation], [("compile/x/1-make", Path.Combine(folder.Path, "libparse.a"))], CancellationToken.None);

        origins.Lines(violation).ShouldBe(["__isoc23_strtol comes in with libparse.a(parse.o) of compile/x/1-make"]);
    }

    [Fact]
    public void A_static_library_tells_the_glibc_that_a_link_of_it_will_need()
    {
        if (!File.Exists("/usr/bin/as"))
        {
            Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") == "true", "needs binutils");
            Assert.Fail("needs binutils");
        }

        Assemble("parse", "__isoc23_strtol");
        Command.Run(folder.Path, ["ar", "rcT", "libthin.a", "parse.o"]).ExitCode.ShouldBe(0);

        var contents = new AbiReader().Read(Path.Combine(folder.Path, "libthin.a"), CancellationToken.None);

        contents.Files.ShouldHaveSingleItem().ImpliedGlibc.ShouldBe(new ImpliedVersion("__isoc23_strtol", VersionNumber.Of("2.38")));
        AbiFloor.Of(contents.Files)!.Because.ShouldBe("libthin.a(parse.o), __isoc23_strtol");
    }

    private void Assemble(string name, string symbol)
    {
        var source = folder.File($"{name}.s", $".globl {name}\n{name}:\n.quad {symbol}\n.section .note.GNU-stack,\"\",%progbits\n");
        Command.Run(folder.Path, ["as", "-o", $"{name}.o", source]).ExitCode.ShouldBe(0);
    }
}
