using System.Net;
using Springform.Machine;
using Springform.Registry;

namespace Springform.Tests.Cache;

/// <summary>docker's credential helpers are programs of other people: each here is a script in PATH that answers, refuses, hangs or floods.</summary>
public sealed class CredentialHelperTests : IDisposable
{
    private const string NoLogin = "echo credentials not found in native keychain; exit 1";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_helper_is_asked_for_the_host_and_its_answer_is_the_login()
    {
        Config("""{ "credsStore": "vault" }""");
        Helper("vault", $$"""echo "$@ $(cat)" > {{folder.Path}}/asked; echo '{"ServerURL":"ghcr.io","Username":"ann","Secret":"correct horse"}'""");

        (await FindAsync("ghcr.io")).ShouldBe(RegistryLogin.Of("ann", "correct horse"));

        File.ReadAllText(Path.Combine(folder.Path, "asked")).ShouldBe("get ghcr.io\n");
    }

    [Fact]
    public async Task The_helper_of_the_host_comes_before_that_of_all_hosts_and_both_before_the_file_itself()
    {
        Config(
            $$"""
            { "auths": { "ghcr.io": { "auth": "{{RegistryLogin.Of("file", "one").Basic}}" }, "quay.io": { "auth": "{{RegistryLogin.Of(
                "file",
                "two"
            ).Basic}}" } },
              "credHelpers": { "ghcr.io": "host" }, "credsStore": "all" }
            """
        );
        Helper("host", Answer("host"));
        Helper("all", NoLogin);

        (await FindAsync("ghcr.io")).ShouldBe(RegistryLogin.Of("host", "secret"));
        (await FindAsync("quay.io")).ShouldBe(RegistryLogin.Of("file", "two"), "the helper has none");
        (await FindAsync("docker.io")).ShouldBeNull();
    }

    [Fact]
    public async Task Docker_Hub_is_asked_for_under_the_name_that_docker_gives_it()
    {
        Config("""{ "credHelpers": { "https://index.docker.io/v1/": "hub" } }""");
        Helper("hub", $"cat > {folder.Path}/asked; {Answer("ann")}");

        (await FindAsync("docker.io")).ShouldNotBeNull();

        File.ReadAllText(Path.Combine(folder.Path, "asked")).ShouldBe("https://index.docker.io/v1/");
    }

    [Theory]
    [InlineData("echo the vault is sealed; exit 3", "ended with exit code 3: the vault is sealed")]
    [InlineData("exec sleep 600", "did not answer within 0.5 s")]
    [InlineData("trap '' TERM; sleep 600 & sleep 600", "did not answer within 0.5 s")]
    [InlineData("yes secret-secret-secret", "wrote more than 1048576 bytes")]
    [InlineData("yes secret-secret-secret >&2", "did not answer within 0.5 s")]
    [InlineData("echo secret-without-json", "answered with something else than a user and a secret")]
    [InlineData("echo '[1]'", "answered with something else than a user and a secret")]
    [InlineData("""echo '{"Username":"ann"}'""", "answered with something else than a user and a secret")]
    [InlineData("exec 0<&-; exit 1", "ended with exit code 1")]
    public async Task A_helper_that_fails_is_named_and_what_it_wrote_instead_of_an_answer_is_not_shown(string script, string how)
    {
        Config("""{ "credsStore": "vault" }""");
        Helper("vault", script);

        var fault = await Should.ThrowAsync<CredentialFault>(() => FindAsync("ghcr.io", TimeSpan.FromMilliseconds(500)));

        fault.Message.ShouldBe($"docker-credential-vault, which {folder.Path}/config.json names for ghcr.io, {how}");
        fault.Fix.ShouldContain("docker-credential-vault get");
    }

    [Theory]
    [InlineData("absent", "is not installed")]
    [InlineData("../vault", "cannot be the name of a program")]
    public async Task A_helper_that_is_not_there_is_named(string name, string how)
    {
        Config($$"""{ "credsStore": "{{name}}" }""");

        (await Should.ThrowAsync<CredentialFault>(() => FindAsync("ghcr.io"))).Message.ShouldEndWith(
            $"docker-credential-{name}, which " + $"{folder.Path}/config.json names for ghcr.io, {how}"
        );
    }

    [Fact]
    public async Task An_identity_token_goes_to_the_token_server_in_the_body_and_the_registry_gets_what_comes_for_it()
    {
        var posted = "";
        await using var tokens = new LoopbackHttp(async context =>
        {
            using var reader = new StreamReader(context.Request.InputStream);
            posted = await reader.ReadToEndAsync();
            await LoopbackHttp.SendAsync(context, """{ "access_token": "abc" }"""u8.ToArray());
        });
        await using var registry = new RegistryFixture(async context =>
        {
            if (context.Request.Headers["Authorization"] == "Bearer abc")
                return false;
            context.Response.Headers["WWW-Authenticate"] = $"Bearer realm=\"http://{tokens.Address}/token\",service=\"reg\",scope=\"repository:cache:pull\"";
            await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Unauthorized);
            return true;
        });
        Config("""{ "credsStore": "vault" }""");
        Helper("vault", Answer("<token>", "t0ken/+"));
        registry.With("DOCKER_CONFIG", folder.Path).With("PATH", SearchPath);

        (await registry.FetchAsync()).ShouldNotBeNull();

        posted.ShouldBe("grant_type=refresh_token&refresh_token=t0ken%2F%2B&client_id=springform&service=reg&scope=repository%3Acache%3Apull");
        tokens.Requests.ShouldBe(["POST /token"]);
    }

    [Fact]
    public async Task A_cache_is_left_alone_with_one_warning_when_the_helper_fails()
    {
        await using var registry = new RegistryFixture(async context =>
        {
            context.Response.Headers["WWW-Authenticate"] = "Basic realm=\"cache\"";
            await LoopbackHttp.SendAsync(context, [], HttpStatusCode.Unauthorized);
            return true;
        });
        Config("""{ "credsStore": "vault" }""");
        Helper("vault", "exit 3");
        registry.With("DOCKER_CONFIG", folder.Path).With("PATH", SearchPath);
        var cache = registry.Open();

        for (var time = 0; time < 2; time++)
            (
                await cache.FetchAsync(
                    RegistryFixture.Name,
                    StoreFixture.Key(RegistryFixture.Seed),
                    (_, _) => Task.FromResult<string?>(null),
                    TestContext.Current.CancellationToken
                )
            ).ShouldBeNull();

        registry.Said.ShouldHaveSingleItem().ShouldContain("is left alone for this run: docker-credential-vault");
    }

    private string SearchPath => $"{folder.Path}:/usr/bin:/bin";

    private static string Answer(string user, string secret = "secret") => $$"""echo '{"Username":"{{user}}","Secret":"{{secret}}"}'""";

    private void Config(string json) => folder.File("config.json", json);

    private void Helper(string name, string script)
    {
        var path = folder.File($"docker-credential-{name}", $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private Task<RegistryLogin?> FindAsync(string host, TimeSpan? limit = null)
    {
        var environment = new ProcessEnvironment(new Dictionary<string, string> { ["DOCKER_CONFIG"] = folder.Path, ["PATH"] = SearchPath });
        return new RegistryCredentials(new ProcessRunner(environment), host) { HelperLimit = limit ?? TimeSpan.FromMinutes(1) }.FindAsync(
            host,
            TestContext.Current.CancellationToken
        );
    }
}
