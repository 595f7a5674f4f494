using Springform.Abi.Loading;
using Springform.Archives;
using Springform.Archives.Tar;
using Springform.Cache;
using Springform.Plan;
using Springform.Tests.Cache;

namespace Springform.Tests.Abi.Loading;

/// <summary>What another machine says that it saw of an archive is taken for the target and the base that it is about, and for no others.</summary>
public sealed class SharedTrialTests : IDisposable
{
    private readonly StoreFixture store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task What_was_seen_of_this_target_in_this_base_is_taken() => (await RefusalAsync(Json("x86_64", "debian12-amd64"))).ShouldBeNull();

    [Theory]
    [InlineData("aarch64", "debian12-amd64")]
    [InlineData("x86_64", "debian11-amd64")]
    public async Task What_was_seen_of_another_is_not(string target, string baseId) =>
        (await RefusalAsync(Json(target, baseId))).ShouldBe("is not what was seen of x86_64 in debian12-amd64");

    [Theory]
    [InlineData("no json")]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task What_is_no_result_is_not(string text) => (await RefusalAsync(System.Text.Encoding.UTF8.GetBytes(text))).ShouldNotBeNull();

    private static byte[] Json(string target, string baseId) =>
        LoadResultFile.Json(new LoadResult(target, baseId, "debian:bookworm", "sha256:0", "Debian", "2.36", ["a --version"], [], []));

    private async Task<string?> RefusalAsync(byte[] content)
    {
        var entry = ArchiveEntry.FromBytes(LoadResultFile.Name, content);
        var blob = await store.Store.PutAsync(
            "load/x86_64/debian12-amd64",
            StoreFixture.Key("one"),
            (stream, stop) => TarArchive.WriteAsync([entry], stream, 0, stop),
            TestContext.Current.CancellationToken
        );
        return LoadResultFile.Refusal(blob, "x86_64", "debian12-amd64");
    }
}
