using System.IO.Enumeration;

namespace Springform.Wheels;

/// <summary>
/// Libraries that must be the system's own, whatever a policy allows: a second C library or loader in a process ends in a crash, and drivers fit the
/// machine's hardware. Sources: auditwheel's policies (whitelists) and PEP 513, "Libraries that are excluded"; 2026-11.
/// </summary>
internal static class NeverBundled
{
    private static readonly IReadOnlyList<string> Names =
    [
        // glibc and the loader
        "ld-linux*.so*", "ld64.so*", "libc.so*", "libm.so*", "libpthread.so*", "libdl.so*", "librt.so*", "libutil.so*", "libresolv.so*", "libnsl.so*", "libanl.so*", "libmvec.so*",
        "libnss_*.so*", "libBrokenLocale.so*",
        // musl
        "ld-musl-*.so*", "libc.musl-*.so*",
        // the interpreter itself
        "libpython*.so*", "libpypy*.so*",
        // graphics, sound and their drivers
        "libGL.so*", "libGLX*.so*", "libEGL*.so*", "libOpenGL.so*", "libdrm*.so*", "libvulkan.so*", "libX11*.so*", "libXext.so*", "libXrender.so*", "libxcb*.so*", "libwayland-*.so*", "libasound.so*", "libjack.so*",
        "libcuda.so*", "libnvidia-*.so*", "libOpenCL.so*", "libva*.so*",
        // tied to the running system's services
        "libsystemd.so*", "libudev.so*", "libdbus-1.so*", "libpam*.so*",
    ];

    public static bool Contains(string library) => Names.Any(pattern => FileSystemName.MatchesSimpleExpression(pattern, library, ignoreCase: false));
}
