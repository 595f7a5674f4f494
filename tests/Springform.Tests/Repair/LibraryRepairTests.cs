using System.Security.Cryptography;
using Springform.Abi.Policies;
using Springform.Plan;
using Springform.Repair;
using Springform.Tests.Archives;

namespace Springform.Tests.Repair;

/// <summary>Repair of a real program, grep, which needs libpcre2 beside the C library.</summary>
public sealed class LibraryRepairTests : IDisposable
{
    private const string Foreign = RepairProject.Foreign;
    private readonly RepairProject project = new();

    public void Dispose() => project.Dispose();

    [Fact]
    public async Task A_foreign_library_comes_along_under_a_name_of_its_own_and_the_program_finds_it()
    {
        var grep = project.Grep();
        var found = project.InBuilder();

        var library = (await project.RunAsync()).Libraries.ShouldHaveSingleItem();

        library.ShouldBe(new BundledLibrary($"demo/lib/libpcre2-8-{found.Sha256[..8]}.so.0", Foreign, found.Sha256, found.Origin, null, null));
        var name = ArchiveTree.NameOf(library.Path);
        RepairProject.Elf(grep).Needed.ShouldBe([name, "libc.so.6"], ignoreOrder: true);
        RepairProject.Elf(grep).Rpath.ShouldBe("$ORIGIN/../lib");
        RepairProject.Elf(grep).Runpath.ShouldBeNull();
        RealTool.Run("patchelf", "--print-soname", Path.Combine(Path.GetDirectoryName(grep)!, "../lib", name)).Trim().ShouldBe(name);
        RealTool.Run("ldd", grep).ShouldContain($"lib/{name}");
        RealTool.Run("sh", "-c", $"echo Springform forms | '{grep}' -cP '^Springform(?= )'").Trim().ShouldBe("1");
    }

    [Fact]
    public async Task The_same_inputs_give_the_same_bytes()
    {
        using var again = new RepairProject();
        var hashes = new List<string>();
        foreach (var place in new[] { project, again })
        {
            var grep = place.Grep("demo/bin/grep", "--set-rpath", "/build/lib:$ORIGIN/../share");
            place.InBuilder();
            var added = (await place.RunAsync()).Added;
            hashes.Add(string.Join(' ', added.OrderBy(file => file.Key).Select(file => $"{file.Key} {Hash(file.Value)}").Append(Hash(grep))));
        }

        hashes[1].ShouldBe(hashes[0]);
    }

    [Fact]
    public async Task Two_programs_share_one_copy_and_the_builder_is_asked_once()
    {
        project.Grep();
        var other = project.Grep("demo/libexec/tools/grep");
        project.InBuilder();

        (await project.RunAsync()).Libraries.ShouldHaveSingleItem();

        RepairProject.Elf(other).Rpath.ShouldBe("$ORIGIN/../../lib");
        project.Asked.ShouldBe([Foreign]);
    }

    [Fact]
    public async Task What_a_library_needs_in_turn_comes_along_too()
    {
        var grep = project.Grep();
        project.InBuilder(patchelf: ["--add-needed", "libinner.so.1"]);
        var inner = project.InBuilder("/usr/lib/libinner.so.1", File.ReadAllBytes(project.InBuilder("/unused/copy").HostPath), "--set-soname", "libinner.so.1");

        var repaired = await project.RunAsync();

        repaired.Libraries.Select(library => library.Soname).ShouldBe(["libinner.so.1", Foreign]);
        var outer = RepairProject.Elf(repaired.Added[repaired.Libraries[1].Path]);
        outer.Needed.ShouldContain(inner.NewName);
        outer.Rpath.ShouldBe("$ORIGIN");
        RealTool.Run("ldd", grep).ShouldContain($"lib/{inner.NewName}");
        project.Asked.ShouldBe([Foreign, "libinner.so.1"]);
    }

    [Fact]
    public async Task Two_libraries_of_one_name_both_come_along_where_files_say_which_they_mean()
    {
        var one = project.Grep("demo/bin/one", "--set-rpath", "/opt/a/lib");
        var two = project.Grep("demo/bin/two", "--force-rpath", "--set-rpath", "/opt/b/lib/../lib");
        var first = project.InBuilder($"/opt/a/lib/{Foreign}");
        var second = project.InBuilder($"/opt/b/lib/{Foreign}", "--add-rpath", "/elsewhere");
        project.InBuilder();

        (await project.RunAsync()).Libraries.Select(library => library.Origin).ShouldBe([first.Origin, second.Origin], ignoreOrder: true);

        RepairProject.Elf(one).Needed.ShouldContain(first.NewName);
        RepairProject.Elf(two).Needed.ShouldContain(second.NewName);
        first.NewName.ShouldNotBe(second.NewName);
    }

    [Fact]
    public async Task Folders_of_the_build_go_and_those_of_the_archive_stay()
    {
        var grep = project.Grep("demo/bin/grep", "--set-rpath", "/build/lib:$ORIGIN/../plugins::lib:${ORIGIN}/../lib:$ORIGIN/../../outside");
        project.InBuilder();

        var lines = (await project.RunAsync()).Lines;

        RepairProject.Elf(grep).Rpath.ShouldBe("$ORIGIN/../plugins:${ORIGIN}/../lib:$ORIGIN/../lib");
        lines.ShouldContain("demo/bin/grep looks in '/build/lib', the current folder, 'lib', '$ORIGIN/../../outside' no longer");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_that_needs_nothing_foreign_only_loses_them_and_keeps_its_kind_of_path(bool isRpath)
    {
        var policy = new AbiPolicy("glibc 2.99") { Libraries = ["libc.so.6", Foreign] };
        using var allowed = new RepairProject { Policy = policy };
        var grep = allowed.Grep("demo/bin/grep", [.. isRpath ? ["--force-rpath"] : Array.Empty<string>(), "--set-rpath", "/build/lib:$ORIGIN/../lib"]);
        var untouched = allowed.Grep("demo/bin/other", "--set-rpath", "$ORIGIN/../lib");
        var before = Hash(untouched);

        var repaired = await allowed.RunAsync();

        repaired.Libraries.ShouldBeEmpty();
        repaired.Changed.ShouldBe(["demo/bin/grep"]);
        (isRpath ? RepairProject.Elf(grep).Rpath : RepairProject.Elf(grep).Runpath).ShouldBe("$ORIGIN/../lib");
        (isRpath ? RepairProject.Elf(grep).Runpath : RepairProject.Elf(grep).Rpath).ShouldBeNull();
        Hash(untouched).ShouldBe(before);
    }

    [Theory]
    [InlineData("demo/lib/private/libpcre2-8.so.0", null)]
    [InlineData("demo/lib/private/libpcre2-8.so.0.11.2", "demo/lib/private/libpcre2-8.so.0")]
    public async Task A_library_of_the_archive_itself_is_used_and_its_folder_searched(string path, string? link)
    {
        var grep = project.Grep();
        project.File(path, File.ReadAllBytes(project.InBuilder().HostPath));
        if (link is not null)
            project.Link(link, Path.GetFileName(path));

        (await project.RunAsync()).Libraries.ShouldBeEmpty();

        RepairProject.Elf(grep).Needed.ShouldContain(Foreign);
        RepairProject.Elf(grep).Rpath.ShouldBe("$ORIGIN/../lib/private");
        project.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_library_of_the_archive_that_is_found_already_changes_nothing()
    {
        var grep = project.Grep("demo/bin/grep", "--set-rpath", "$ORIGIN/../lib64");
        project.File($"demo/lib/{Foreign}", File.ReadAllBytes(project.InBuilder().HostPath));
        project.Link("demo/lib64", "lib");
        var before = Hash(grep);

        (await project.RunAsync()).Changed.ShouldBeEmpty();

        Hash(grep).ShouldBe(before);
    }

    [Fact]
    public async Task An_excepted_file_a_script_and_a_damaged_one_stay_as_they_are()
    {
        using var excepting = new RepairProject { Policy = project.Policy with { Exceptions = ["*/plugins/*"] } };
        var before = Hash(excepting.Grep("demo/plugins/grep"));
        excepting.File("demo/bin/run", "#!/bin/sh\n"u8.ToArray());
        excepting.File("demo/bin/damaged", "\u007fELF and no more"u8.ToArray());

        var repaired = await excepting.RunAsync();

        (repaired.Changed.Count, repaired.Libraries.Count).ShouldBe((0, 0));
        Hash(excepting.Grep("demo/plugins/grep")).ShouldBe(before);
    }

    [Fact]
    public async Task Where_the_builder_knows_the_package_its_licence_comes_along_and_elsewhere_that_is_told()
    {
        project.Grep();
        project.InBuilder();
        (await project.RunAsync()).Lines.ShouldContain(
            $"warning: the builder has no licence of /usr/lib/x86_64-linux-gnu/{Foreign}: it is yours to add, and its source to name"
        );

        using var packaged = new RepairProject();
        packaged.Grep();
        packaged.OfPackage(packaged.InBuilder(), "libpcre2-8-0 10.42-1", "pcre2 10.42-1", "BSD");
        var repaired = await packaged.RunAsync();

        File.ReadAllText(repaired.Added["demo/licenses/libpcre2-8-0/copyright"]).ShouldBe("BSD");
        (repaired.Libraries[0].Package, repaired.Libraries[0].Source).ShouldBe(("libpcre2-8-0 10.42-1", "pcre2 10.42-1"));
        repaired.Lines.ShouldBe([
            $"{Foreign} of the builder comes along as {repaired.Libraries[0].Path}: {repaired.Libraries[0].Origin}, libpcre2-8-0 10.42-1",
        ]);
    }

    private static string Hash(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
}
