using System.IO.Compression;
using Springform.Archives;
using Springform.ContainerTests.EndToEnd;

namespace Springform.ContainerTests.SelfBuild;

/// <summary>
/// What <c>./build.sh --target=Dist</c> has made of this repository. CI has done it before its tests; elsewhere a test without it is skipped.
/// </summary>
internal static class OwnDist
{
    public static string Folder { get; } = Path.Combine(ExampleCopy.Root, "dist");

    /// <param name="system">a target of springform.yaml, or any</param>
    public static string Package(string system)
    {
        var package = Directory.Exists(Folder)
            ? Directory
                .GetFiles(Folder, $"springform-*-{system}.*")
                .SingleOrDefault(path => path.EndsWith(".tgz", StringComparison.Ordinal) || path.EndsWith(".zip", StringComparison.Ordinal))
            : null;
        Assert.SkipUnless(package is not null || ExampleCopy.IsCi, "needs ./build.sh --target=Dist first");
        return package.ShouldNotBeNull($"./build.sh --target=Dist makes the package for {system}");
    }

    /// <summary>The package's one folder, unpacked below <paramref name="folder"/>.</summary>
    public static async Task<string> UnpackAsync(string system, string folder, CancellationToken cancellation)
    {
        var package = Package(system);
        if (package.EndsWith(".zip", StringComparison.Ordinal))
            await ZipFile.ExtractToDirectoryAsync(package, folder, cancellation);
        else
            await new ArchiveReader().ExtractToAsync(package, folder, cancellation);
        return Directory.GetDirectories(folder).ShouldHaveSingleItem();
    }
}
