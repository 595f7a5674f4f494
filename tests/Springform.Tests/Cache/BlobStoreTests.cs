using Springform.Errors;
using Springform.Plan;

namespace Springform.Tests.Cache;

public sealed class BlobStoreTests : IDisposable
{
    private readonly StoreFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task What_was_put_is_found_with_its_hash_and_size()
    {
        var put = await _fixture.PutAsync("fio-x86_64", "one", "content");

        var found = _fixture.Store.Find("fio-x86_64", StoreFixture.Key("one"));

        found.ShouldBe(put);
        found!.SizeBytes.ShouldBe(7);
        found.Sha256.ShouldBe("ed7002b439e9ac845f22357d822bac1444730fbdb6016d3ec9432297b9ec9f73");
        File.ReadAllText(found.Path).ShouldBe("content");
    }

    [Fact]
    public void An_empty_cache_misses_and_makes_no_folder()
    {
        _fixture.Store.Find("fio-x86_64", StoreFixture.Key("one")).ShouldBeNull();

        Directory.Exists(_fixture.Directory).ShouldBeFalse();
    }

    [Fact]
    public async Task Another_key_misses()
    {
        await _fixture.PutAsync("fio-x86_64", "one", "content");

        _fixture.Read("fio-x86_64", "two").ShouldBeNull();
    }

    [Theory]
    [InlineData("CONTENT")]
    [InlineData("conten")]
    [InlineData("content and more")]
    [InlineData("")]
    public async Task An_altered_blob_is_named_in_a_warning_and_discarded(string altered)
    {
        var blob = await _fixture.PutAsync("fio-x86_64", "one", "content");
        _fixture.Read("fio-x86_64", "one").ShouldBe("content");
        await File.WriteAllTextAsync(blob.Path, altered);

        _fixture.Read("fio-x86_64", "one").ShouldBeNull();

        _fixture.Said.All.ShouldHaveSingleItem().ShouldContain(Path.GetFileName(blob.Path));
        _fixture.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Two_blobs_whose_contents_were_swapped_are_both_discarded()
    {
        var fio = await _fixture.PutAsync("fio-x86_64", "one", "fio");
        var perf = await _fixture.PutAsync("perf-x86_64", "two", "perf");
        await File.WriteAllTextAsync(fio.Path, "perf");
        await File.WriteAllTextAsync(perf.Path, "fio");

        _fixture.Read("fio-x86_64", "one").ShouldBeNull();
        _fixture.Read("perf-x86_64", "two").ShouldBeNull();

        _fixture.Said.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_blob_renamed_to_another_name_and_key_is_discarded()
    {
        var blob = await _fixture.PutAsync("fio-x86_64", "one", "fio");
        var other = Path.GetFileName(blob.Path)
            .Replace("fio", "perf", StringComparison.Ordinal)
            .Replace(StoreFixture.Key("one").Short, StoreFixture.Key("two").Short, StringComparison.Ordinal);
        File.Move(blob.Path, Path.Combine(_fixture.Directory, other));

        _fixture.Read("perf-x86_64", "two").ShouldBeNull();

        _fixture.Said.All.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_rebuild_replaces_what_the_key_had()
    {
        await _fixture.PutAsync("fio-x86_64", "one", "first");
        await _fixture.PutAsync("fio-x86_64", "one", "second");

        _fixture.Read("fio-x86_64", "one").ShouldBe("second");
        _fixture.Files.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Only_the_newest_three_keys_of_a_name_are_kept()
    {
        await _fixture.PutAsync("perf-x86_64", "zero", "another name");
        string[] keys = ["one", "two", "three", "four"];
        foreach (var (index, key) in keys.Index())
        {
            var blob = await _fixture.PutAsync("fio-x86_64", key, key);
            File.SetLastWriteTimeUtc(blob.Path, DateTime.UnixEpoch.AddDays(index));
        }

        await _fixture.PutAsync("fio-x86_64", "five", "five");

        keys.Append("five").Select(key => _fixture.Read("fio-x86_64", key)).ShouldBe([null, null, "three", "four", "five"]);
        _fixture.Read("perf-x86_64", "zero").ShouldBe("another name");
    }

    [Fact]
    public async Task Names_that_differ_in_a_slash_are_kept_apart()
    {
        await _fixture.PutAsync("compile/x86_64/1-make", "one", "slashes");
        await _fixture.PutAsync("compile-x86_64-1-make", "one", "hyphens");

        _fixture.Read("compile/x86_64/1-make", "one").ShouldBe("slashes");
        _fixture.Read("compile-x86_64-1-make", "one").ShouldBe("hyphens");
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_and_keeps_what_was_there()
    {
        await _fixture.PutAsync("fio-x86_64", "one", "good");
        var before = _fixture.Files;

        await Should.ThrowAsync<InvalidOperationException>(() =>
            _fixture.Store.PutAsync(
                "fio-x86_64",
                StoreFixture.Key("one"),
                async (file, token) =>
                {
                    await file.WriteAsync("half"u8.ToArray(), token);
                    throw new InvalidOperationException();
                },
                TestContext.Current.CancellationToken
            )
        );

        _fixture.Files.ShouldBe(before);
        _fixture.Read("fio-x86_64", "one").ShouldBe("good");
    }

    [Fact]
    public async Task A_killed_writers_leftover_is_removed_and_a_living_writers_file_is_not()
    {
        Directory.CreateDirectory(_fixture.Directory);
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, ".0123.part"), "half");

        await _fixture.Store.PutAsync(
            "fio-x86_64",
            StoreFixture.Key("one"),
            async (file, token) =>
            {
                await _fixture.PutAsync("perf-x86_64", "two", "meanwhile");
                _fixture.Files.Count(name => name.EndsWith(".part", StringComparison.Ordinal)).ShouldBe(1);
                await file.WriteAsync("whole"u8.ToArray(), token);
            },
            TestContext.Current.CancellationToken
        );

        _fixture.Read("fio-x86_64", "one").ShouldBe("whole");
        _fixture.Files.ShouldAllBe(name => name.EndsWith(".tar", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Many_writers_and_readers_of_one_key_never_see_a_half_or_a_false_alarm()
    {
        var writers = Enumerable
            .Range(0, 40)
            .Select(async _ =>
            {
                await Task.Yield();
                await _fixture.PutAsync("fio-x86_64", "one", "the same");
                _fixture.Read("fio-x86_64", "one").ShouldBe("the same");
            });
        await Task.WhenAll(writers);

        _fixture.Files.Length.ShouldBe(1);
        _fixture.Said.All.ShouldBeEmpty();
    }

    [Fact]
    public async Task Clear_removes_blobs_and_leftovers_but_nobody_elses_files()
    {
        await _fixture.PutAsync("fio-x86_64", "one", "fio");
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, ".0123.part"), "half");
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, "notes.txt"), "mine");

        _fixture.Store.Clear();
        _fixture.Files.ShouldBe(["notes.txt"]);

        File.Delete(Path.Combine(_fixture.Directory, "notes.txt"));
        _fixture.Store.Clear();
        Directory.Exists(_fixture.Directory).ShouldBeFalse();
    }

    [Fact]
    public async Task A_sweep_takes_what_killed_writers_left_and_what_was_superseded_a_month_ago()
    {
        var now = DateTimeOffset.UtcNow;
        foreach (var (name, seed, days) in new[] { ("fio", "one", 40), ("fio", "two", 20), ("fio", "three", 10), ("perf", "one", 400) })
            File.SetLastWriteTimeUtc((await _fixture.PutAsync(name, seed, $"{name} {seed}")).Path, now.UtcDateTime.AddDays(-days));
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, ".0123.part"), "half");
        await File.WriteAllTextAsync(Path.Combine(_fixture.Directory, "notes.txt"), "mine");

        _fixture.Store.Sweep(now).ShouldBe("fio one".Length);

        _fixture.Files.Length.ShouldBe(4);
        _fixture.Files.ShouldContain("notes.txt");
        (_fixture.Read("fio", "one"), _fixture.Read("fio", "two"), _fixture.Read("fio", "three"), _fixture.Read("perf", "one")).ShouldBe(
            (null, "fio two", "fio three", "perf one")
        );
        _fixture.Store.Sweep(now).ShouldBe(0);
    }

    [Fact]
    public async Task A_full_disk_is_E305_and_the_cache_stays_as_it_was()
    {
        using var disk = new TinyDisk(sizeKilobytes: 256);
        using var fixture = new StoreFixture(Path.Combine(disk.Path, "tools-cache"));
        await fixture.PutAsync("fio-x86_64", "one", "good");
        var before = fixture.Files;

        var error = await Should.ThrowAsync<SpringformException>(() =>
            fixture.Store.PutAsync(
                "fio-x86_64",
                StoreFixture.Key("two"),
                (file, token) => file.WriteAsync(Enumerable.Repeat((byte)1, 1 << 20).ToArray(), token).AsTask(), // zeros would be a hole
                TestContext.Current.CancellationToken
            )
        );

        error.Problems[0].Code.ShouldBe(ErrorCode.DiskFull);
        error.ExitCode.ShouldBe(ExitCode.Environment);
        fixture.Files.ShouldBe(before);
        fixture.Read("fio-x86_64", "one").ShouldBe("good");
    }

    [Fact]
    public async Task A_pending_key_has_no_place()
    {
        await Should.ThrowAsync<ArgumentException>(() =>
            _fixture.Store.PutAsync("fio-x86_64", ContentKey.Pending("base bookworm"), (_, _) => Task.CompletedTask, TestContext.Current.CancellationToken)
        );
    }
}
