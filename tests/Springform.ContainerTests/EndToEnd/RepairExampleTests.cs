using System.Text.Json;
using Springform.Abi;
using Springform.Archives;
using Springform.Tests.EndToEnd;

namespace Springform.ContainerTests.EndToEnd;

/// <summary>
/// Acceptance: examples/repair. A program for two architectures links a library that the policy does not allow; the library comes along in its archive.
/// </summary>
[Draw(1)]
[Collection(Examples.OneAtATime)]
public sealed class RepairExampleTests(ExampleBuild<Examples.Repair> example) : IClassFixture<ExampleBuild<Examples.Repair>>
{
    private const string Root = "squeeze-1.0.0";

    // A clone with the pins knows the same bases, and compiles and packs everything itself; with the results it only packs.
    private const string Pins = ".springform/pins.json";
    private const string Results = ".springform/results";

    [Theory]
    [InlineData("x86_64", "/usr/lib/x86_64-linux-gnu/libdeflate.so.0")]
    [InlineData("aarch64", "/usr/lib/aarch64-linux-gnu/libdeflate.so.0")]
    public void The_library_comes_along_and_both_files_that_need_it_find_it(string machine, string origin)
    {
        example.Require();

        var files = Files($"dist/{Root}-{machine}.tgz");

        files.Values.ShouldAllBe(file => file.Elf.Machine == machine);
        var library = files.Keys.Single(path => path.StartsWith($"{Root}/lib/libdeflate-", StringComparison.Ordinal));
        files[library].Elf.Soname.ShouldBe(Path.GetFileName(library));
        foreach (var (path, rpath) in new[] { ("bin/squeeze", "$ORIGIN/../lib"), ("lib/libsqueeze.so.1", "$ORIGIN") })
        {
            var elf = files[$"{Root}/{path}"].Elf;
            elf.Needed.ShouldContain(Path.GetFileName(library));
            elf.Needed.ShouldNotContain("libdeflate.so.0");
            (elf.Rpath, elf.Runpath).ShouldBe((rpath, null));
        }

        example.Built.Says(
            $"libdeflate.so.0 of the builder comes along as {library}: {origin}, libdeflate0 ",
            $"{Root}/bin/squeeze looks in '/src/build' no longer"
        );
    }

    [Fact]
    public void The_archive_runs_in_a_bare_base_without_the_library_for_both_architectures()
    {
        example.Require();
        using var manifest = JsonDocument.Parse(example.Project.Text("dist/manifest.json"));

        var runs = manifest
            .RootElement.GetProperty("targets")
            .EnumerateArray()
            .Select(target => target.GetProperty("runs_on").EnumerateArray().ShouldHaveSingleItem())
            .ToList();

        runs.Count.ShouldBe(2);
        foreach (var run in runs)
        {
            run.GetProperty("started").GetArrayLength().ShouldBe(2);
            run.GetProperty("loaded")
                .EnumerateArray()
                .Select(path => path.GetString()!)
                .ShouldContain(path => path.Contains("/lib/libdeflate-", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_manifest_the_legs_record_and_the_ledger_name_the_library_its_place_and_its_package()
    {
        example.Require();

        foreach (var name in new[] { "manifest.json", "build-info-aarch64.json", "artifacts.json" })
        {
            using var json = JsonDocument.Parse(example.Project.Text($"dist/{name}"));
            var bundled = json
                .RootElement.GetProperty("artifacts")
                .EnumerateArray()
                .Single(artifact => artifact.GetProperty("name").GetString() == $"{Root}-aarch64.tgz")
                .GetProperty("bundled")
                .EnumerateArray()
                .ShouldHaveSingleItem();
            bundled.GetProperty("soname").GetString().ShouldBe("libdeflate.so.0");
            bundled.GetProperty("origin").GetString().ShouldBe("/usr/lib/aarch64-linux-gnu/libdeflate.so.0");
            bundled.GetProperty("package").GetString()!.ShouldStartWith("libdeflate0 1.");
            bundled.GetProperty("source").GetString()!.ShouldStartWith("libdeflate 1.");
        }

        Contents($"dist/{Root}-aarch64.tgz").ShouldContain($"{Root}/licenses/libdeflate0/copyright");
    }

    [Fact]
    public void Another_clone_makes_the_same_bytes_and_a_second_run_does_nothing()
    {
        example.Require();
        var clone = example.Clone("again", Pins);

        example.Project.Run("--project", clone).Ends(0);
        foreach (var archive in Directory.GetFiles(example.Project.PathOf("dist"), "*.tgz"))
            File.ReadAllBytes(Path.Combine(clone, "dist", Path.GetFileName(archive))).ShouldBe(File.ReadAllBytes(archive));

        var before = Sample.Hashes(Path.Combine(clone, "dist"));
        File.Delete(Path.Combine(clone, $"dist/{Root}-x86_64.tgz"));
        example.Project.Run("--project", clone).Ends(0).Says("1 packed, 1 taken over");
        Sample.Hashes(Path.Combine(clone, "dist")).ShouldBe(before);
        example.Project.Run("--project", clone, "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(0).Says("nothing to do");
    }

    [Fact]
    public void Parts_of_two_machines_keep_what_they_brought_along()
    {
        example.Require();
        var parts = new[] { "x86_64", "aarch64" }.Select(target => (Target: target, Folder: example.Clone($"part-{target}", Pins, Results))).ToList();
        foreach (var (target, folder) in parts)
            example.Project.Run("--project", folder, $"--only={target}").Ends(0);
        var clone = example.Clone("merging", Pins);

        example.Project.Run("--project", clone, "--target=Merge", $"--from={parts[0].Folder}/dist", $"--from={parts[1].Folder}/dist").Ends(0);

        foreach (var name in new[] { "manifest.json", "artifacts.json" })
        {
            using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(clone, "dist", name)));
            json.RootElement.GetProperty("artifacts")
                .EnumerateArray()
                .Where(artifact => artifact.TryGetProperty("bundled", out _))
                .Select(artifact => artifact.GetProperty("bundled").EnumerateArray().ShouldHaveSingleItem().GetProperty("origin").GetString())
                .ShouldBe(["/usr/lib/aarch64-linux-gnu/libdeflate.so.0", "/usr/lib/x86_64-linux-gnu/libdeflate.so.0"]);
        }
    }

    [Fact]
    public void Without_repair_the_same_project_ends_with_5_and_without_a_dist()
    {
        example.Require();
        var clone = example.Clone("without", Pins, Results);
        Replace(clone, "springform.yaml", "repair: true ", "repair: false ");

        example
            .Project.Run("--project", clone)
            .Ends(5)
            .Says(
                $"E211 {Root}/bin/squeeze needs the library libdeflate.so.0, which manylinux_2_36 does not allow",
                "bring it along (repair: true)",
                "libsqueeze.so.1 needs the library libdeflate.so.0"
            );

        Directory.Exists(Path.Combine(clone, "dist")).ShouldBeFalse();
    }

    [Fact]
    public void Another_build_of_the_library_in_the_builder_is_another_file_in_the_archive()
    {
        example.Require();
        var clone = example.Clone("changed", Pins, Results);
        File.AppendAllText(Path.Combine(clone, "builder/Dockerfile"), "RUN printf changed >>/usr/lib/x86_64-linux-gnu/libdeflate.so.0\n");

        example.Project.Run("--project", clone, "--only=x86_64", "--explain").Ends(0);

        Library(Files(Path.Combine(clone, $"dist/{Root}-x86_64.tgz"))).ShouldNotBe(Library(Files($"dist/{Root}-x86_64.tgz")));
    }

    [Fact]
    public void A_policy_that_does_not_even_allow_the_C_library_cannot_be_repaired()
    {
        example.Require();
        var clone = example.Clone("refused", Pins, Results);
        Replace(clone, "springform.yaml", "abi: manylinux_2_36", "abi: {policy: glibc 2.36, libraries: [libz.so.1]}");

        example
            .Project.Run("--project", clone)
            .Ends(1)
            .Says(
                $"E423 {Root}/bin/squeeze needs libc.so.6, which glibc 2.36 does not allow and which must never be brought along: it is of glibc and "
                    + "its loader",
                "add it to abi.libraries"
            );

        Directory.Exists(Path.Combine(clone, "dist")).ShouldBeFalse();
    }

    [Fact]
    public void Where_no_patchelf_is_installed_Springforms_own_repairs_from_its_checkout_and_from_its_package()
    {
        example.Require();
        var package = new[] { Path.Combine(ExampleCopy.Root, "dist") }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "springform-*-linux-x64.tgz"))
            .SingleOrDefault();
        Assert.SkipUnless(package is not null || ExampleCopy.IsCi, "needs ./build.sh --target=Dist first");
        package.ShouldNotBeNull("./build.sh --target=Dist makes it");
        var path = PathWithout("patchelf");
        var clone = example.Clone("packaged", Pins, Results);

        // Its own Dist has made one, which this host, of the same checkout, takes.
        example
            .Project.Run("--project", example.Clone("checkout", Pins, Results), $"PATH={path}", "--verbosity=diagnostic")
            .Ends(0)
            .Says("/tools/patchelf", "libdeflate.so.0 of the builder comes along");
        Unpack(package, example.Project.Beside("springform"));
        // A program; the completion of the same name is none.
        var springform = Directory
            .GetFiles(example.Project.Beside("springform"), "springform", SearchOption.AllDirectories)
            .Where(path => File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute))
            .ShouldHaveSingleItem();
        using (var run = Cli.Start(clone, [springform], [$"PATH={path}", "--verbosity=diagnostic"]))
            run.End().Ends(0).Says(Path.Combine(Path.GetDirectoryName(springform)!, "tools/x86_64/patchelf"), "libdeflate.so.0 of the builder comes along");

        // Another build of patchelf than the distribution's may write other bytes; what loaders see is the same.
        var ours = Files(Path.Combine(clone, $"dist/{Root}-aarch64.tgz"));
        ours.Select(Seen).ShouldBe(Files($"dist/{Root}-aarch64.tgz").Select(Seen));
        static string Seen(KeyValuePair<string, AbiFile> file) =>
            $"{file.Key} {file.Value.Elf.Soname} {file.Value.Elf.Rpath} {string.Join(' ', file.Value.Elf.Needed)}";
    }

    private Dictionary<string, AbiFile> Files(string archive) =>
        new AbiReader()
            .Read(example.Project.PathOf(archive), TestContext.Current.CancellationToken)
            .Files.ToDictionary(file => file.Path, StringComparer.Ordinal);

    private static string Library(Dictionary<string, AbiFile> files) => files.Keys.Single(path => path.Contains("libdeflate-", StringComparison.Ordinal));

    private List<string> Contents(string archive)
    {
        var paths = new List<string>();
        new ArchiveReader()
            .ReadAsync(example.Project.PathOf(archive), (item, _) => paths.Add(item.Path), TestContext.Current.CancellationToken)
            .GetAwaiter()
            .GetResult();
        return paths;
    }

    private static void Unpack(string archive, string folder) =>
        new ArchiveReader().ExtractToAsync(archive, folder, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    /// <summary>All programs of this machine but one.</summary>
    private string PathWithout(string program)
    {
        var folder = Directory.CreateDirectory(example.Project.Beside("programs")).FullName;
        foreach (
            var file in Environment
                .GetEnvironmentVariable("PATH")!
                .Split(':')
                .Where(Directory.Exists)
                .SelectMany(Directory.GetFiles)
                .DistinctBy(Path.GetFileName)
                .Where(file => Path.GetFileName(file) != program)
        )
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(file)), file);
        return folder;
    }

    private static void Replace(string folder, string file, string old, string text)
    {
        var path = Path.Combine(folder, file);
        File.ReadAllText(path).ShouldContain(old);
        File.WriteAllText(path, File.ReadAllText(path).Replace(old, text, StringComparison.Ordinal));
    }
}
