using Springform.Archives.Packages;
using Springform.Config;
using Springform.Files;
using Springform.Package;
using Springform.Signing;

namespace Springform.Repositories;

/// <summary>
/// Package repositories as files that any web server can hold: <c>apt/</c>, <c>rpm/SUITE/ARCHITECTURE/</c>, the public key, and what users' systems need to
/// find them. It takes its place as a whole.
/// </summary>
/// <param name="project">the project's name</param>
/// <param name="date">of the newest release, seconds since 1970</param>
/// <param name="publicKey">full path of its file</param>
internal sealed class RepositoryTree(RepositoriesConfig config, string project, long date, string publicKey, ProjectFolders folders)
{
    /// <returns>suites, each with the number of its packages</returns>
    public async Task<IReadOnlyList<(string Suite, int Packages)>> MakeAsync(
        IReadOnlyList<PackagedFile> packages,
        GpgSigner gpg,
        CancellationToken cancellation
    )
    {
        using var next = new ScratchFolder(folders);
        Directory.CreateDirectory(next.Path);
        var released = packages.Where(package => !package.IsPrerelease).ToList();
        var suites = new List<(string Suite, IReadOnlyList<PackagedFile> Packages)>();
        if (released.Count > 0)
            suites.Add((config.Suite, released));
        if (released.Count < packages.Count)
            suites.Add((config.Prereleases, packages));
        foreach (var (suite, members) in suites)
        {
            await AptAsync(next.Path, suite, [.. members.Where(package => package.Format == SystemPackageFormat.Deb)], gpg, cancellation);
            foreach (var group in members.Where(package => package.Format == SystemPackageFormat.Rpm).GroupBy(package => package.Architecture))
                await YumAsync(Path.Combine(next.Path, "rpm", suite, group.Key), [.. group], gpg, cancellation);
        }

        File.Copy(publicKey, Path.Combine(next.Path, $"{project}.asc"));
        if (config.Url is { } url)
            Client(next.Path, url.TrimEnd('/'), suites[0].Suite, packages);
        Replace(next.Path);
        return [.. suites.Select(suite => (suite.Suite, suite.Packages.Count))];
    }

    private async Task AptAsync(string tree, string suite, IReadOnlyList<PackagedFile> packages, GpgSigner gpg, CancellationToken cancellation)
    {
        if (packages.Count == 0)
            return;
        var apt = Path.Combine(tree, "apt");
        foreach (var package in packages)
            Place(package, Path.Combine(apt, AptRepository.PlaceOf(package, config.Component)));
        await new AptRepository(apt, project, suite, config.Component, date).WriteAsync(packages, gpg, cancellation);
    }

    private async Task YumAsync(string folder, IReadOnlyList<PackagedFile> packages, GpgSigner gpg, CancellationToken cancellation)
    {
        foreach (var package in packages)
            Place(package, Path.Combine(folder, package.FileName));
        await new YumRepository(folder, date).WriteAsync(packages, gpg, cancellation);
    }

    private static void Place(PackagedFile package, string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
            LastDist.LinkOrCopy(package.Path, path);
    }

    private void Client(string tree, string url, string suite, IReadOnlyList<PackagedFile> packages)
    {
        if (packages.Any(package => package.Format == SystemPackageFormat.Deb))
            File.WriteAllText(
                Path.Combine(tree, $"{project}.sources"),
                $"Types: deb\nURIs: {url}/apt\nSuites: {suite}\nComponents: {config.Component}\nSigned-By: /etc/apt/keyrings/{project}.asc\n"
            );
        if (packages.Any(package => package.Format == SystemPackageFormat.Rpm))
            File.WriteAllText(
                Path.Combine(tree, $"{project}.repo"),
                $"[{project}]\nname={project}\nbaseurl={url}/rpm/{suite}/$basearch\nenabled=1\ngpgcheck=1\nrepo_gpgcheck=1\ngpgkey={url}/{project}.asc\n"
            );
    }

    private void Replace(string next)
    {
        using var aside = new ScratchFolder(folders);
        PlainFolder.Require(folders.Repositories);
        if (FolderExchange.Run(folders.Repositories, next, aside.Path) is { } old && old != next)
            Directory.Delete(old, recursive: true);
    }
}
