using Springform.Images;
using Springform.Keys;
using Springform.Machine;
using Springform.Tests.Cache;

namespace Springform.Tests.Images;

/// <summary>
/// A host with a program of mmdebstrap's name that writes a few bytes, or does what a test's script says: what surrounds it is tested, not mmdebstrap (the
/// container tests run the real one).
/// </summary>
internal sealed class FakeMmdebstrap : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <param name="script">gets the tar's path as $TAR; default: writes "rootfs"</param>
    public FakeMmdebstrap(string script = "printf rootfs > \"$TAR\"")
    {
        var program = _folder.File(
            "bin/mmdebstrap",
            $"""
            #!/bin/sh
            PATH=/usr/bin:/bin
            printf '%s\n' "$@" "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH" >> "{_folder.Path}/calls"
            echo call >> "{_folder.Path}/count"
            for TAR; do case $TAR in *.part) break;; esac; done
            {script}
            """
        );
        File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        Directory.CreateDirectory(Path.Combine(_folder.Path, "apt"));
    }

    /// <summary>The only folder that programs of this host lie in.</summary>
    public string Bin => Path.Combine(_folder.Path, "bin");

    public Lines Said { get; } = new();

    public string Cache => Path.Combine(_folder.Path, "cache");

    public int Count => File.Exists(Path.Combine(_folder.Path, "count")) ? File.ReadLines(Path.Combine(_folder.Path, "count")).Count() : 0;

    public string[] Calls => File.ReadAllLines(Path.Combine(_folder.Path, "calls"));

    public string[] Files =>
        [
            .. Directory
                .GetFiles(Path.Combine(Cache, "bases"))
                .Select(path => Path.GetFileName(path)!)
                .Where(name => !name.EndsWith(".lock", StringComparison.Ordinal)),
        ];

    /// <summary>Measures how long it takes.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    public RootfsCache Open()
    {
        var environment = new ProcessEnvironment(new Dictionary<string, string> { ["PATH"] = Bin });
        var mmdebstrap = new Mmdebstrap(new ProcessRunner(environment), Clock, Path.Combine(_folder.Path, "apt"));
        return new RootfsCache(Cache, mmdebstrap, new FileHasher(Path.Combine(_folder.Path, "stat"), TimeProvider.System), TimeProvider.System, Said);
    }

    public void Dispose() => _folder.Dispose();
}
