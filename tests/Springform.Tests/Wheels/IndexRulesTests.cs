using System.Formats.Tar;
using System.IO.Compression;
using System.Text;
using Springform.Tests.Index;
using Springform.Wheels.Rules;

namespace Springform.Tests.Wheels;

/// <summary>What PyPI refuses is found in a finished file; each rule is shown to be one of the fake index too, which was written apart.</summary>
public sealed class IndexRulesTests : IDisposable
{
    private const string Name = "demo_nvx-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl";
    private const string Info = "demo_nvx-1.4.0.dist-info/";

    private readonly TemporaryFolder folder = new();

    private readonly Dictionary<string, string> files = new(StringComparer.Ordinal)
    {
        ["demo/__init__.py"] = "",
        [Info + "METADATA"] = "Metadata-Version: 2.4\nName: Demo-NVX\nVersion: 1.4.0\nLicense-File: LICENSE\n\nAbout it.\n",
        [Info + "licenses/LICENSE"] = "free\n",
        [Info + "WHEEL"] = "Wheel-Version: 1.0\n",
        [Info + "RECORD"] = "",
    };

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_whole_wheel_and_a_whole_source_distribution_break_none()
    {
        (await BrokenAsync()).ShouldBeEmpty();
        (await SdistAsync("demo_nvx-1.4.0.tar.gz", "demo_nvx-1.4.0")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(Name, "METADATA", "Metadata-Version: 2.4", "Metadata-Version: 3.0", "has Metadata-Version '3.0'")]
    [InlineData(Name, "METADATA", "Name: Demo-NVX", "Name: other", "is 'other' in its metadata")]
    [InlineData(Name, "METADATA", "Version: 1.4.0", "Version: 1.4.1", "has the version '1.4.1' in its metadata")]
    [InlineData(
        Name,
        "METADATA",
        "License-File: LICENSE",
        "License-File: LICENSE\nLicense-File: doc/COPYING",
        "names a licence in METADATA and has no demo_nvx-1.4.0.dist-info/licenses/doc/COPYING"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "Requires-Dist: a @ https://example.org/a.whl\nLicense-File",
        "requires 'a @ https://example.org/a.whl', and an index takes no requirement that is an address"
    )]
    [InlineData(Name, "METADATA", "License-File", "Description-Content-Type: text/html\nLicense-File", "has a description of the type 'text/html'")]
    [InlineData(Name, "METADATA", "License-File", "Project-URL: no label\nLicense-File", "has the Project-URL 'no label'")]
    [InlineData(Name, "METADATA", "License-File", "License-Expression: MIT\nLicense: MIT\nLicense-File", "has a License-Expression and beside it an older way")]
    [InlineData(Name, "RECORD", "demo/__init__.py,,\n", "", "has 'demo/__init__.py', which its RECORD does not list")]
    [InlineData(Name, "RECORD", "demo/__init__.py,,\n", "demo/__init__.py,,\ndemo/gone.py,,\n", "has no 'demo/gone.py', which its RECORD lists")]
    [InlineData("demo_nvx-1.4.0-cp311-cp311-linux_x86_64.whl", "RECORD", "", "", "has the platform tag 'linux_x86_64', which no index takes")]
    [InlineData("demo_nvx-1.4.0-cp311-cp311-manylinux_2_36_mips.whl", "RECORD", "", "", "has the platform tag 'manylinux_2_36_mips', which no index takes")]
    [InlineData("Demo_NVX-1.4.0-cp311-cp311-manylinux_2_36_x86_64.whl", "RECORD", "", "", "must be called demo_nvx-..., the name as it is normalised")]
    [InlineData(
        "demo_nvx-1.4.1-cp311-cp311-manylinux_2_36_x86_64.whl",
        "RECORD",
        "",
        "",
        "has no demo_nvx-1.4.1.dist-info/WHEEL, but demo_nvx-1.4.0.dist-info/: an index looks for the folder of the normalised name alone"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "Description-Content-Type: text/markdown; charset=utf-8\nLicense-File",
        "has a description with charset=utf-8, and an index takes UTF-8 alone"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "Description-Content-Type: text/plain; charset=ISO-8859-1\nLicense-File",
        "has a description with charset=ISO-8859-1, and an index takes UTF-8 alone"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "Description-Content-Type: text/markdown; variant=gfm\nLicense-File",
        "has a description in the variant 'gfm' of Markdown, and an index knows GFM and CommonMark"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "Description-Content-Type: text/markdown; charset=UTF-8; variant=Original\nLicense-File",
        "has a description in the variant 'Original' of Markdown"
    )]
    [InlineData(
        Name,
        "METADATA",
        "License-File",
        "License-Expression: Apache 2.0\nLicense-File",
        "has the License-Expression 'Apache 2.0', which is no SPDX expression: AND, OR or WITH is missing before '2.0'"
    )]
    [InlineData(
        Name,
        "METADATA",
        "Metadata-Version: 2.4",
        "Metadata-Version: 2.3\nLicense-Expression: MIT",
        "has the field License-Expression with Metadata-Version 2.3, and there is that field since 2.4"
    )]
    [InlineData(
        Name,
        "METADATA",
        "Metadata-Version: 2.4",
        "Metadata-Version: 1.2\nDescription-Content-Type: text/plain",
        "has the field Description-Content-Type with Metadata-Version 1.2, and there is that field since 2.1"
    )]
    [InlineData(Name, "METADATA", "License-File", "Author: A\nAuthor: B\nLicense-File", "has the field Author 2 times, and one is the most")]
    [InlineData(Name, "METADATA", "License-File", "Description: in the header\nLicense-File", "has the field Description 2 times, and one is the most")]
    [InlineData(
        Name,
        "METADATA",
        "License-File: LICENSE",
        "License-File: ../LICENSE",
        "names the licence '../LICENSE', and an index takes paths below the licences' folder alone"
    )]
    public async Task Each_rule_of_a_wheel_is_told(string name, string file, string old, string now, string told)
    {
        files[Info + "RECORD"] = Record();
        if (old.Length > 0)
            files[Info + file] = files[Info + file].Replace(old, now, StringComparison.Ordinal);

        (await BrokenAsync(name)).ShouldContain(what => what.StartsWith($"{name} {told}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2.1", "Description-Content-Type: text/markdown; charset=UTF-8; variant=GFM")]
    [InlineData("2.2", "description-content-type: Text/Markdown; variant=\"CommonMark\"")]
    [InlineData("2.3", "Description-Content-Type: text/x-rst")]
    [InlineData("2.1", "License-File: LICENSE")]
    [InlineData("2.4", "License-Expression: MIT OR (Apache-2.0 WITH LLVM-exception AND GPL-2.0+)")]
    [InlineData("2.4", "License-Expression: LicenseRef-Proprietary")]
    [InlineData("2.5", "License-Expression: mit and bsd-3-clause")]
    [InlineData("1.1", "Classifier: A")]
    public async Task What_an_index_takes_breaks_no_rule_and_the_index_of_the_tests_takes_it(string version, string field)
    {
        files[Info + "METADATA"] = $"Metadata-Version: {version}\nName: Demo-NVX\nVersion: 1.4.0\n{field}\n\nAbout it.\n";
        (await BrokenAsync()).ShouldBeEmpty();

        await using var dist = await IndexDist.StartAsync();
        await dist.AddAsync("demo_nvx-1.4.0-cp312-cp312-manylinux_2_36_x86_64.whl", "three", files[Info + "METADATA"], files[Info + "licenses/LICENSE"]);
        (await dist.PublishAsync()).ShouldBe(3);
    }

    [Theory]
    [InlineData("2.4", "Description-Content-Type: text/markdown; charset=utf-8", "description-content-type")]
    [InlineData("2.4", "Description-Content-Type: text/markdown; variant=gfm", "description-content-type")]
    [InlineData("2.4", "License-Expression: Apache 2.0", "license-expression")]
    [InlineData("2.4", "License-Expression: MIT AND", "license-expression")]
    [InlineData("2.4", "License-Expression: (MIT", "license-expression")]
    [InlineData("2.3", "License-Expression: MIT", "introduced in metadata version 2.4")]
    [InlineData("1.2", "Provides-Extra: a", "introduced in metadata version 2.1")]
    [InlineData("2.4", "License: MIT\nLicense-Expression: MIT", "License is deprecated")]
    [InlineData("2.4", "License-File: ../LICENSE", "license-file")]
    [InlineData("2.4", "Author: A\nAuthor: B", "'author' has invalid data")]
    public async Task What_the_index_of_the_tests_refuses_of_the_metadata_breaks_a_rule(string version, string field, string said)
    {
        files[Info + "METADATA"] = $"Metadata-Version: {version}\nName: Demo-NVX\nVersion: 1.4.0\n{field}\n\nAbout it.\n";
        (await BrokenAsync()).ShouldNotBeEmpty();

        await using var dist = await IndexDist.StartAsync();
        await dist.AddAsync("demo_nvx-1.4.0-cp312-cp312-manylinux_2_36_x86_64.whl", "three", files[Info + "METADATA"], files[Info + "licenses/LICENSE"]);
        (await dist.ProblemAsync()).What.ShouldContain(said);
    }

    [Theory]
    [InlineData("MIT", null)]
    [InlineData("(MIT)", null)]
    [InlineData("MIT AND (BSD-2-Clause OR GPL-3.0-or-later WITH Classpath-exception-2.0)", null)]
    [InlineData("GPL-2.0+ or DocumentRef-a:LicenseRef-b", null)]
    [InlineData("", "it is empty")]
    [InlineData("AND MIT", "'AND' stands where a licence should be named")]
    [InlineData("MIT OR", "it ends where a licence should be named")]
    [InlineData("MIT OR OR BSD-2-Clause", "'OR' stands where a licence should be named")]
    [InlineData("MIT BSD", "AND, OR or WITH is missing before 'BSD'")]
    [InlineData("MIT (BSD)", "AND, OR or WITH is missing before '('")]
    [InlineData("(MIT", "a parenthesis is not closed")]
    [InlineData("MIT)", "a parenthesis is closed that was not opened")]
    [InlineData("()", "')' stands where a licence should be named")]
    [InlineData("MIT, BSD-2-Clause", "'MIT,' is no licence's identifier")]
    [InlineData("MIT/X11", "'MIT/X11' is no licence's identifier")]
    [InlineData("Apache_2.0", "'Apache_2.0' is no licence's identifier")]
    public void A_licence_expression_has_the_form_of_SPDX(string text, string? fault) => LicenceExpression.Fault(text).ShouldBe(fault);

    [Fact]
    public async Task All_are_told_at_once()
    {
        files[Info + "METADATA"] = "Metadata-Version: 9\nName: other\nVersion: 2\n";
        files[Info + "entry_points.txt"] = "[console_scripts]\n../tool = demo:main\n[other]\n../fine = a:b\n";
        files.Remove(Info + "WHEEL");

        (await BrokenAsync("demo_nvx-1.4.0-cp311-cp311-linux_x86_64.whl")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task Data_descriptors_are_refused()
    {
        var path = Path.Combine(folder.Path, Name);
        await using (var file = File.Create(path))
        using (var zip = new ZipArchive(new Unseekable(file), ZipArchiveMode.Create))
        {
            await using var entry = await zip.CreateEntry("a").OpenAsync(TestContext.Current.CancellationToken);
            entry.WriteByte(1);
        }

        (await IndexRules.BrokenAsync(Name, path, null, TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem()
            .ShouldContain("has a data descriptor behind 'a'");
    }

    [Fact]
    public async Task A_file_larger_than_the_index_takes_is_told_with_the_key_for_more()
    {
        var path = Path.Combine(folder.Path, Name);
        files["demo/large"] = Convert.ToBase64String(System.Security.Cryptography.RandomNumberGenerator.GetBytes(2 << 20));
        await WriteAsync(path);

        (await IndexRules.BrokenAsync(Name, path, 1, TestContext.Current.CancellationToken))
            .ShouldHaveSingleItem()
            .ShouldContain("and the index takes 1 (wheels.index.file_limit");
        (await IndexRules.BrokenAsync(Name, path, 3, TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Demo-NVX-1.4.0.tar.gz", "Demo-NVX-1.4.0", "must be called NAME-VERSION.tar.gz")]
    [InlineData("demo_nvx-1.4.1.tar.gz", "demo_nvx-1.4.1", "has the version '1.4.0' in its metadata")]
    [InlineData("demo_nvx-1.4.0.tar.gz", "demo_nvx-1.4.0/inner", "has no demo_nvx-1.4.0/PKG-INFO")]
    public async Task Each_rule_of_a_source_distribution_is_told(string name, string root, string told) =>
        (await SdistAsync(name, root)).ShouldContain(what => what.StartsWith($"{name} {told}", StringComparison.Ordinal));

    [Fact]
    public async Task The_index_of_the_tests_refuses_the_same()
    {
        await using var dist = await IndexDist.StartAsync();
        (await dist.PublishAsync()).ShouldBe(2);
        await dist.AddAsync("demo_nvx-1.4.0-cp312-cp312-linux_x86_64.whl", "three");

        (await dist.ProblemAsync()).What.ShouldContain("unsupported platform tag 'linux_x86_64'");
    }

    private string Record() => string.Concat(files.Keys.Select(file => $"{file},,\n"));

    private async Task<IReadOnlyList<string>> BrokenAsync(string name = Name)
    {
        var path = Path.Combine(folder.Path, name);
        await WriteAsync(path);
        return await IndexRules.BrokenAsync(name, path, null, TestContext.Current.CancellationToken);
    }

    private async Task WriteAsync(string path)
    {
        if (files[Info + "RECORD"].Length == 0)
            files[Info + "RECORD"] = Record();
        await using var zip = await ZipFile.OpenAsync(path, ZipArchiveMode.Create, TestContext.Current.CancellationToken);
        foreach (var (file, content) in files)
        {
            await using var entry = await zip.CreateEntry(file).OpenAsync(TestContext.Current.CancellationToken);
            await entry.WriteAsync(Encoding.UTF8.GetBytes(content), TestContext.Current.CancellationToken);
        }
    }

    private async Task<IReadOnlyList<string>> SdistAsync(string name, string root)
    {
        var path = Path.Combine(folder.Path, name);
        await using (var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        await using (var tar = new TarWriter(gzip, TarEntryFormat.Pax))
        {
            foreach (var (file, content) in new[] { ("PKG-INFO", files[Info + "METADATA"]), ("LICENSE", "free\n") })
                await tar.WriteEntryAsync(
                    new PaxTarEntry(TarEntryType.RegularFile, $"{root}/{file}") { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) },
                    TestContext.Current.CancellationToken
                );
        }

        return await IndexRules.BrokenAsync(name, path, null, TestContext.Current.CancellationToken);
    }

    private sealed class Unseekable(Stream inner) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => inner.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => inner.Write(buffer, offset, count);
    }
}
