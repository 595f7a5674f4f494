namespace Springform.Names;

/// <summary>
/// Which glibc the releases of distributions have, by suite and by image tag. Only for choosing bases before anything runs; a load test asks the base itself.
/// </summary>
/// <remarks>Sources: package lists of Debian, Ubuntu, AlmaLinux, Rocky Linux and Amazon Linux, 2026-11.</remarks>
internal static class GlibcReleases
{
    private static readonly (string Version, string[] Names)[] Table =
    [
        ("2.24", ["stretch", "debian:9", "debian:stretch"]),
        ("2.26", ["amazonlinux:2"]),
        ("2.27", ["bionic", "ubuntu:18.04", "ubuntu:bionic"]),
        ("2.28", ["buster", "debian:10", "debian:buster", "almalinux:8", "rockylinux:8"]),
        ("2.31", ["bullseye", "debian:11", "debian:bullseye", "focal", "ubuntu:20.04", "ubuntu:focal"]),
        ("2.34", ["almalinux:9", "rockylinux:9", "amazonlinux:2023"]),
        ("2.35", ["jammy", "ubuntu:22.04", "ubuntu:jammy"]),
        ("2.36", ["bookworm", "debian:12", "debian:bookworm"]),
        ("2.39", ["noble", "ubuntu:24.04", "ubuntu:noble", "almalinux:10", "rockylinux:10"]),
        ("2.41", ["trixie", "debian:13", "debian:trixie", "plucky", "ubuntu:25.04", "ubuntu:plucky"]),
        ("2.42", ["questing", "ubuntu:25.10", "ubuntu:questing"]),
        ("2.43", ["resolute", "ubuntu:26.04", "ubuntu:resolute"]),
    ];

    /// <param name="image">as FROM spells it; a tag may end in -slim</param>
    /// <param name="suite">of the mirror that makes it; null: none</param>
    /// <returns>e.g. 2.36; null when it is not in the table</returns>
    public static string? Of(string image, string? suite)
    {
        var name = image.StartsWith("docker.io/", StringComparison.Ordinal) ? image["docker.io/".Length..] : image;
        name = name.StartsWith("library/", StringComparison.Ordinal) ? name["library/".Length..] : name;
        name = name.Split('@')[0];
        name = name.EndsWith("-slim", StringComparison.Ordinal) ? name[..^"-slim".Length] : name;
        return Find(suite) ?? Find(name);
    }

    private static string? Find(string? name) => Table.FirstOrDefault(row => name is not null && row.Names.Contains(name)).Version;
}
