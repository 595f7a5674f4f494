using System.IO.Compression;
using Springform.Abi;
using Springform.Abi.Reports;
using Springform.Errors;

namespace Springform.Tests.Abi;

/// <summary>What a wheel's tag promises of the Pythons that it loads in is held against the symbols that its files need.</summary>
public sealed class StableAbiTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(
        "cp39-abi3",
        "_PyObject_GetDictPtr PyLong_FromLong",
        "demo/_n.abi3.so uses _PyObject_GetDictPtr (private), which the stable ABI of Python 3.9 does not have"
    )]
    [InlineData(
        "cp39-abi3",
        "PyType_GetName PyUnicode_AsUTF8AndSize Py_IncRef",
        "demo/_n.abi3.so uses PyType_GetName (since 3.11), PyUnicode_AsUTF8AndSize (since 3.10), which the stable ABI of Python 3.9 does not have"
    )]
    [InlineData("cp39-abi3", "PyUnicode_AsUTF8", "demo/_n.abi3.so uses PyUnicode_AsUTF8 (private), which the stable ABI of Python 3.9 does not have")]
    [InlineData(
        "cp315-abi3.abi3t",
        "_PyThreadState_UncheckedGet",
        "demo/_n.abi3.so uses _PyThreadState_UncheckedGet (private), which the stable ABI of Python 3.15 does not have"
    )]
    [InlineData("cp311-abi3", "PyType_GetName PyUnicode_AsUTF8AndSize _Py_NoneStruct _PyObject_GC_New printf", null)]
    [InlineData("cp32-abi3", "PyModule_Create2", null)]
    [InlineData("cp39-cp39", "_PyObject_GetDictPtr", null)]
    public void A_private_or_newer_symbol_breaks_the_promise(string tags, string imports, string? told)
    {
        var name = $"demo-1.0-{tags}-manylinux_2_17_x86_64.whl";
        var path = Path.Combine(folder.Path, name);
        using (var zip = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("demo/_n.abi3.so").Open();
            entry.Write(new SyntheticElf { Needed = ["libc.so.6"], Imports = imports.Split(' ') }.Bytes());
        }

        var artifact = ExaminedArtifact.Of(name, "a", new AbiReader().Read(path, TestContext.Current.CancellationToken), null);
        var problems = AbiProblems.Of([artifact], null, "a").ToList();

        problems.Select(problem => problem.What).ShouldBe(told is null ? [] : [told]);
        problems.ShouldAllBe(problem =>
            problem.Code == ErrorCode.NotStableAbi && problem.Code.ExitCode == ExitCode.AbiPolicy && problem.Where == $"demo/_n.abi3.so in {name}, target a"
        );
    }
}
