using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Springform.Tests.Abi;
using Springform.Tests.Fetch;

namespace Springform.Tests.EndToEnd;

/// <summary>A library of objects, which no loader holds to a C library: it is for every machine of its platform.</summary>
public sealed class StaticLibraryFetches : IAsyncDisposable
{
    private readonly FaultServer server = new();
    private readonly FetchingProject project;

    public StaticLibraryFetches() =>
        project = new FetchingProject(
            $$"""
            name: demo
            version: 1.2.3
            targets:
              x:
                platform: linux/{{(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? "arm64" : "amd64")}}
                smoke: {skip: "objects only"}
            packages: [{archive: "demo-{arch}.tar.gz", files: [{from: libdemo.a, to: lib/}]}]
            fetch_index: {}
            fetch:
              demo: {url: "{{server.Address}}{version}/", version: 1.2.3}

            """
        );

    public async ValueTask DisposeAsync()
    {
        project.Dispose();
        await server.DisposeAsync();
    }

    [Fact]
    public void It_is_fetched_on_every_machine_of_its_platform()
    {
        File.WriteAllBytes(project.PathOf("libdemo.a"), ArchiveBytes.Ar(("demo.o", EmptyObject())));
        project.Commit();
        project.Run("--target=Dist").Ends(0).Says("objects");
        server.ServeFolder(project.PathOf("dist"), "1.2.3/");
        using (var index = JsonDocument.Parse(project.Text("dist/demo-fetch.json")))
            index.RootElement.GetProperty("assets")[0].GetProperty("floor").ValueKind.ShouldBe(JsonValueKind.Null);
        project.Run("--target=UpdatePins", "--pins=fetch").Ends(0);

        project.Run("--target=Fetch", "--origin=binary").Ends(0).Says("downloaded (demo 1.2.3, demo-");

        File.Exists(Path.Combine(Directory.GetFileSystemEntries(project.PathOf("lib")).ShouldHaveSingleItem(), "lib/libdemo.a")).ShouldBeTrue();
    }

    /// <summary>The header of a relocatable file of this machine, and nothing behind it.</summary>
    private static byte[] EmptyObject()
    {
        var file = new byte[64];
        "\u007fELF\u0002\u0001\u0001"u8.CopyTo(file);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(16), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(18), (ushort)(RuntimeInformation.OSArchitecture == Architecture.Arm64 ? 183 : 62));
        BinaryPrimitives.WriteUInt32LittleEndian(file.AsSpan(20), 1);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(52), 64);
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(58), 64);
        return file;
    }
}
