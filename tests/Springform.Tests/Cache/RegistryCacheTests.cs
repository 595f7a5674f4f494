using System.Net;
using System.Text;
using Springform.Cache;
using Springform.Config;
using Springform.Machine;
using Springform.Registry;

namespace Springform.Tests.Cache;

/// <summary>What a registry may do wrong, and what never leaves this machine. A real registry is in the container tests.</summary>
public sealed class RegistryCacheTests
{
    private static readonly Func<Blob, CancellationToken, Task<string?>> NoRefusal = (_, _) => Task.FromResult<string?>(null);

    [Fact]
    public async Task A_stored_result_is_fetched_verified_and_kept()
    {
        await using var registry = new RegistryFixture();

        var blob = await registry.FetchAsync();

        (await File.ReadAllBytesAsync(blob!.Path)).ShouldBe(RegistryFixture.Content);
        registry.Store.Read(RegistryFixture.Name, RegistryFixture.Seed).ShouldBe("content");
        registry.Said.ShouldBe([$"fio-x86_64: from {registry.Address}"]);
    }

    [Fact]
    public async Task What_cannot_be_the_result_is_a_warning_and_is_not_kept()
    {
        await using var registry = new RegistryFixture();

        (await registry.FetchAsync("has 'x', which no output names")).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldEndWith("what the tag holds has 'x', which no output names");
        registry.Store.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_a_registry_does_not_have_is_a_miss()
    {
        await using var registry = new RegistryFixture();

        (await registry.Open().FetchAsync("perf-x86_64", StoreFixture.Key("two"), NoRefusal, TestContext.Current.CancellationToken)).ShouldBeNull();

        registry.Said.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_registry_that_does_not_answer_is_a_note_and_left_alone_for_the_run()
    {
        await using var registry = new RegistryFixture { Address = "127.0.0.1:1/cache" };
        var cache = registry.Open();

        (await cache.FetchAsync("fio-x86_64", StoreFixture.Key("one"), NoRefusal, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await cache.FetchAsync("perf-x86_64", StoreFixture.Key("two"), NoRefusal, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await cache.PushAsync(await registry.Store.PutAsync("fio-x86_64", "one", "content"), TestContext.Current.CancellationToken)).ShouldBeFalse();

        registry.Said.ShouldHaveSingleItem().ShouldStartWith("note: 127.0.0.1:1/cache does not answer");
    }

    [Theory]
    [InlineData("other content")]
    [InlineData("contenT")]
    [InlineData("cont")]
    [InlineData("content and much more")]
    public async Task Content_that_is_not_what_was_announced_is_a_warning_and_is_not_kept(string sent)
    {
        await using var registry = new RegistryFixture(context =>
            InsteadOfBlobAsync(context, () => LoopbackHttp.SendAsync(context, Encoding.UTF8.GetBytes(sent)))
        );

        (await registry.FetchAsync()).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldStartWith("warning: fio-x86_64 was not fetched");
        registry.Store.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_is_not_kept()
    {
        await using var registry = new RegistryFixture(context =>
            InsteadOfBlobAsync(
                context,
                async () =>
                {
                    context.Response.ContentLength64 = RegistryFixture.Content.Length;
                    await context.Response.OutputStream.WriteAsync(RegistryFixture.Content.AsMemory(0, 3));
                    context.Response.Abort();
                }
            )
        );

        (await registry.FetchAsync()).ShouldBeNull();

        registry.Store.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_tag_that_holds_another_key_is_a_warning()
    {
        await using var registry = new RegistryFixture { Manifest = RegistryFixture.ManifestFor("fio-x86_64", StoreFixture.Key("two").Text, 7) };

        (await registry.FetchAsync()).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldContain("the tag holds fio-x86_64 with key");
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{}")]
    [InlineData("""{ "layers": [] }""")]
    [InlineData("""{ "layers": [{ "digest": "sha256:../../x", "size": 1 }] }""")]
    public async Task A_manifest_that_is_none_of_ours_is_a_warning(string manifest)
    {
        await using var registry = new RegistryFixture { Manifest = manifest };

        (await registry.FetchAsync()).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldContain("the tag does not hold a result");
    }

    [Fact]
    public async Task A_busy_registry_is_asked_again()
    {
        var refusals = 2;
        await using var registry = new RegistryFixture(async context =>
        {
            if (refusals-- <= 0)
                return false;
            context.Response.Headers["Retry-After"] = "0";
            await LoopbackHttp.SendAsync(context, [], refusals == 1 ? HttpStatusCode.TooManyRequests : HttpStatusCode.BadGateway);
            return true;
        });

        (await registry.FetchAsync()).ShouldNotBeNull();

        registry.Server.Requests.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Basic_credentials_are_sent_when_asked_for_and_not_to_where_a_redirect_leads()
    {
        await using var storage = new LoopbackHttp(context => LoopbackHttp.SendAsync(context, RegistryFixture.Content));
        await using var registry = new RegistryFixture(async context =>
        {
            if (context.Request.Headers["Authorization"] is null)
            {
                context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"cache\"";
                await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Unauthorized);
                return true;
            }

            return await InsteadOfBlobAsync(
                context,
                () =>
                {
                    context.Response.Redirect($"http://{storage.Address}/somewhere");
                    return Task.CompletedTask;
                }
            );
        });
        registry.With("SPRINGFORM_REGISTRY_USER", "ann").With("SPRINGFORM_REGISTRY_PASSWORD", "secret");

        (await registry.FetchAsync()).ShouldNotBeNull();

        var basic = Convert.ToBase64String("ann:secret"u8);
        registry
            .Server.Requests.Select(request => request.Split(' ')[2..])
            .ShouldBe([
                [],
                ["Basic", basic],
                ["Basic", basic],
            ]);
        storage.Requests.ShouldBe(["GET /somewhere"]);
    }

    [Theory]
    [InlineData("one.example", "one.example")]
    [InlineData("one.example", "two.example", null)]
    public async Task A_login_from_the_environment_is_for_the_one_registry_that_is_configured(string asked, string other, string? basic = "YW5uOnNlY3JldA==")
    {
        var environment = new ProcessEnvironment(
            new Dictionary<string, string> { ["SPRINGFORM_REGISTRY_USER"] = "ann", ["SPRINGFORM_REGISTRY_PASSWORD"] = "secret" }
        );

        var login = await new RegistryCredentials(new ProcessRunner(environment), asked, other).FindAsync(asked, TestContext.Current.CancellationToken);

        (login?.Basic).ShouldBe(basic);
    }

    [Fact]
    public async Task A_registry_with_names_of_its_own_takes_its_login_from_them_and_the_other_one_from_the_usual_ones()
    {
        var environment = new ProcessEnvironment(
            new Dictionary<string, string>
            {
                ["SPRINGFORM_REGISTRY_USER"] = "ann",
                ["SPRINGFORM_REGISTRY_PASSWORD"] = "secret",
                ["QUAY_CD_USER"] = "bob",
                ["QUAY_CD_PASSWORD"] = "hidden",
            }
        );
        var credentials = new RegistryCredentials(new ProcessRunner(environment), "ghcr.io", "quay.io")
        {
            Named = new Dictionary<string, RegistryLoginConfig>
            {
                ["quay.io"] = new() { User = "QUAY_CD_USER", Password = "QUAY_CD_PASSWORD" },
            },
        };

        (await credentials.FindAsync("quay.io", TestContext.Current.CancellationToken)).ShouldBe(RegistryLogin.Of("bob", "hidden"));
        (await credentials.FindAsync("ghcr.io", TestContext.Current.CancellationToken)).ShouldBe(RegistryLogin.Of("ann", "secret"));
        credentials.HintFor("quay.io").ShouldBe("docker login quay.io, or QUAY_CD_USER and QUAY_CD_PASSWORD");
    }

    [Fact]
    public async Task A_login_for_Docker_Hub_is_found_under_the_name_that_docker_gives_it()
    {
        using var folder = new TemporaryFolder();
        folder.File("config.json", """{ "auths": { "https://index.docker.io/v1/": { "auth": "YW5uOnNlY3JldA==" } } }""");
        var credentials = new RegistryCredentials(
            new ProcessRunner(new ProcessEnvironment(new Dictionary<string, string> { ["DOCKER_CONFIG"] = folder.Path }))
        );

        (await credentials.FindAsync("docker.io", TestContext.Current.CancellationToken)).ShouldBe(RegistryLogin.Of("ann", "secret"));
        (await credentials.FindAsync("docker.io.example", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Theory]
    [InlineData(false, "repository:team/builder:pull")]
    [InlineData(true, "repository:team/builder:pull,push")]
    public async Task Whoever_will_write_asks_for_a_token_that_may(bool writes, string scope)
    {
        await using var tokens = new LoopbackHttp(context => LoopbackHttp.SendAsync(context, """{ "token": "abc" }"""u8.ToArray()));
        await using var server = new LoopbackHttp(context =>
        {
            context.Response.Headers["WWW-Authenticate"] =
                $"Bearer realm=\"http://{tokens.Address}/token\",service=\"reg\",scope=\"repository:team/builder:pull\"";
            return LoopbackHttp.SendAsync(
                context,
                [],
                context.Request.Headers["Authorization"] is null ? HttpStatusCode.Unauthorized : HttpStatusCode.NotFound
            );
        });
        var address = RegistryAddress.Parse($"{server.Address}/team/builder", "builder.registry");
        using var client = new RegistryClient(
            address,
            new(new ProcessRunner(new ProcessEnvironment(new Dictionary<string, string>()))),
            TimeProvider.System,
            writes
        );

        using var answer = await client.SendAsync(
            () => new HttpRequestMessage(HttpMethod.Get, new Uri(address.Root, "manifests/v1")),
            TestContext.Current.CancellationToken
        );

        tokens.Requests.ShouldBe([$"GET /token?service=reg&scope={Uri.EscapeDataString(scope)}"]);
    }

    [Fact]
    public async Task A_token_is_fetched_with_the_credentials_of_docker_login_and_used_instead_of_them()
    {
        using var folder = new TemporaryFolder();
        await using var tokens = new LoopbackHttp(context => LoopbackHttp.SendAsync(context, """{ "token": "abc" }"""u8.ToArray()));
        await using var registry = new RegistryFixture(async context =>
        {
            if (context.Request.Headers["Authorization"] == "Bearer abc")
                return false;
            context.Response.Headers["WWW-Authenticate"] = $"Bearer realm=\"http://{tokens.Address}/token\",service=\"reg\",scope=\"repository:cache:pull\"";
            await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Unauthorized);
            return true;
        });
        folder.File(
            "config.json",
            $$"""{ "auths": { "other.example": { "auth": "b3RoZXI=" }, "{{registry.Server.Address}}": { "auth": "YW5uOnNlY3JldA==" } } }"""
        );
        registry.With("DOCKER_CONFIG", folder.Path);

        (await registry.FetchAsync()).ShouldNotBeNull();

        tokens.Requests.ShouldBe(["GET /token?service=reg&scope=repository%3Acache%3Apull Basic YW5uOnNlY3JldA=="]);
        registry.Server.Requests.ShouldNotContain(request => request.Contains("Basic", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Credentials_are_not_sent_to_a_token_server_without_encryption()
    {
        await using var registry = new RegistryFixture(async context =>
        {
            context.Response.Headers["WWW-Authenticate"] = "Bearer realm=\"http://192.0.2.1/token\",service=\"reg\"";
            await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Unauthorized);
            return true;
        });
        registry.With("SPRINGFORM_REGISTRY_USER", "ann").With("SPRINGFORM_REGISTRY_PASSWORD", "secret");

        (await registry.FetchAsync()).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldContain("401");
        registry.Said[0].ShouldContain($"docker login {registry.Server.Address}");
        registry.Said[0].ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_failed_push_is_a_warning_that_names_the_result()
    {
        await using var registry = new RegistryFixture(async context =>
        {
            await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Forbidden);
            return true;
        });

        (await registry.Open().PushAsync(await registry.Store.PutAsync("fio-x86_64", "one", "content"), TestContext.Current.CancellationToken)).ShouldBeFalse();

        registry.Said.ShouldHaveSingleItem().ShouldStartWith($"warning: fio-x86_64 was not stored in {registry.Address}: its upload: 403");
    }

    [Theory]
    [InlineData("ghcr.io/owner/cache", "https://ghcr.io/v2/owner/cache/")]
    [InlineData("localhost:5000/cache", "http://localhost:5000/v2/cache/")]
    [InlineData("127.0.0.1:5000/a/b", "http://127.0.0.1:5000/v2/a/b/")]
    [InlineData("docker.io/owner/a", "https://registry-1.docker.io/v2/owner/a/")]
    [InlineData("registry.example:5000/a", "https://registry.example:5000/v2/a/")]
    public void Plain_http_is_for_loopback_alone(string text, string root) => RegistryAddress.Parse(text, "cache.registry").Root.ToString().ShouldBe(root);

    [Theory]
    [InlineData("cache")]
    [InlineData("owner/cache")]
    [InlineData("https://ghcr.io/owner/cache")]
    [InlineData("ghcr.io/Owner/cache")]
    [InlineData("ghcr.io/owner/cache:v1")]
    [InlineData("ghcr.io/../cache")]
    [InlineData("user@ghcr.io/cache")]
    public void An_address_that_names_no_repository_is_E103(string text) =>
        Should
            .Throw<Springform.Errors.SpringformException>(() => RegistryAddress.Parse(text, "cache.registry"))
            .Problems[0]
            .Code.ShouldBe(Springform.Errors.ErrorCode.InvalidValue);

    private static async Task<bool> InsteadOfBlobAsync(HttpListenerContext context, Func<Task> answer)
    {
        if (!context.Request.Url!.AbsolutePath.Contains("/blobs/", StringComparison.Ordinal))
            return false;
        await answer();
        return true;
    }
}
