using System.Text.Json;
using Springform.Abi.Policies;

namespace Springform.Tests.Abi.Policies;

/// <summary>Which libraries are the system's whatever happens.</summary>
public sealed class SystemLibrariesTests
{
    [Theory]
    [InlineData("libc.so.6", "glibc and its loader")]
    [InlineData("ld-linux-aarch64.so.1", "glibc and its loader")]
    [InlineData("libpthread.so.0", "glibc and its loader")]
    [InlineData("libnss_dns.so.2", "glibc and its loader")]
    [InlineData("libc.musl-aarch64.so.1", "musl and its loader")]
    [InlineData("libpython3.13.so.1.0", "the interpreter")]
    [InlineData("libGL.so.1", "graphics and its drivers")]
    [InlineData("libxcb-dri3.so.0", "graphics and its drivers")]
    [InlineData("libasound.so.2", "sound and its drivers")]
    [InlineData("libcuda.so.1", "drivers for computing")]
    [InlineData("libsystemd.so.0", "clients of the system's services")]
    public void Parts_of_the_system_have_a_kind(string library, string kind) => SystemLibraries.KindOf(library).ShouldBe(kind);

    [Theory]
    [InlineData("libdeflate.so.0")]
    [InlineData("libstdc++.so.6")]
    [InlineData("libssl.so.3")]
    [InlineData("libcurl.so.4")] // begins like libc
    [InlineData("libmagic.so.1")] // begins like libm
    [InlineData("libcrypt.so.1")] // no part of glibc any more, and missing on some systems
    [InlineData("libnss3.so")] // Mozilla's
    [InlineData("libnsl.so.3")]
    public void Others_have_none(string library) => SystemLibraries.KindOf(library).ShouldBeNull();

    [Theory]
    [InlineData("never-bundled")]
    [InlineData("manylinux")]
    [InlineData("musllinux")]
    [InlineData("glibc")]
    [InlineData("gcc")]
    public void A_table_names_its_source_and_date(string name)
    {
        using var stream = typeof(SystemLibraries).Assembly.GetManifestResourceStream($"Abi.{name}.json")!;
        using var table = JsonDocument.Parse(stream);

        table.RootElement.GetProperty("source").GetString().ShouldNotBeNullOrWhiteSpace();
        DateOnly.TryParse(table.RootElement.GetProperty("date").GetString(), out _).ShouldBeTrue();
    }
}
