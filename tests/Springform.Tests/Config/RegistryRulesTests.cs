namespace Springform.Tests.Config;

/// <summary>Registries, their logins, and who builds the builder.</summary>
public sealed class RegistryRulesTests
{
    private const string Head = """
        name: demo
        targets: {x: linux/amd64}
        builder: {image: demo-builder, dockerfile: Dockerfile, registry: quay.io/owner/demo}

        """;

    [Theory]
    [InlineData("registries: {quay.io: {user: QUAY_CD_USER, password: QUAY_CD_PASSWORD}}", null)]
    [InlineData(
        "registries: {Quay.io: {user: A_USER, password: A_PASSWORD}}",
        "E106 registries has a login for 'Quay.io', and no registry of this file is there"
    )]
    [InlineData(
        "registries: {ghcr.io: {user: A_USER, password: A_PASSWORD}}",
        "E106 registries has a login for 'ghcr.io', and no registry of this file is there"
    )]
    [InlineData("cache: {registry: 'localhost:5000/cache'}\nregistries: {'localhost:5000': {user: A_USER, password: A_PASSWORD}}", null)]
    [InlineData("registries: {quay.io: {user: ann, password: pass word}}", "E103 registries[\"quay.io\"].password is no name of an environment variable")]
    [InlineData("registries: {quay.io: {user: TOKEN, password: TOKEN}}", "E103 registries[\"quay.io\"] takes user and password from one variable, TOKEN")]
    [InlineData("registries: {quay.io: {user: A_USER}}", "E104 the key 'password' is missing in registries[\"quay.io\"]")]
    public void Logins_are_for_registries_of_the_file_and_name_variables(string yaml, string? expected) => Expect(Head + yaml, expected);

    [Theory]
    [InlineData("linux/amd64", null)]
    [InlineData("linux/x86", "E103 builder.build_on is 'linux/x86', which is not a known platform")]
    [InlineData("darwin/arm64", "E103 builder.build_on is 'darwin/arm64', and no container is of that platform")]
    public void A_builder_is_built_on_a_platform_of_containers(string platform, string? expected) =>
        Expect(Head.Replace("dockerfile: Dockerfile", $"dockerfile: Dockerfile, build_on: {platform}", StringComparison.Ordinal), expected);

    [Theory]
    [InlineData("targets: {w: {platform: windows/amd64, abi: {libraries: [vcruntime140.dll]}}}", null)]
    [InlineData("targets: {d: {platform: darwin/arm64, abi: macos 11.0}}", null)]
    [InlineData("targets: {d: {platform: darwin/arm64, abi: {policy: macos 11.0, libraries: [libx.dylib]}}}", null)]
    [InlineData("targets: {x: {platform: linux/amd64, abi: {libraries: [libx.so]}}}", "E104 targets.x.abi has no policy that its libraries could add to")]
    [InlineData("targets: {w: {platform: windows/amd64, abi: macos 11.0}}", "E103 the target 'w' has abi, but that policy is not for windows/amd64")]
    [InlineData("targets: {d: {platform: darwin/arm64, abi: \"macos 11.0, static\"}}", "E103 the target 'd' has abi, but that policy is not for darwin/arm64")]
    public void Windows_and_macOS_have_policies_of_their_own(string yaml, string? expected) => Expect("name: demo\n" + yaml, expected);

    private static void Expect(string yaml, string? expected)
    {
        if (expected is null)
            YamlProject.Read(yaml, "Dockerfile");
        else
            YamlProject.Problems(yaml, "Dockerfile").Select(problem => $"{problem.Code} {problem.What}").ShouldHaveSingleItem().ShouldBe(expected);
    }
}
