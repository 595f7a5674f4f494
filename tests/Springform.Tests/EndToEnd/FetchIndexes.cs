namespace Springform.Tests.EndToEnd;

/// <summary>An index that would say less than was asked for is not written.</summary>
public sealed class FetchIndexes
{
    [Theory]
    [InlineData("{archives: [\"*.tar.gz\"], require: [\"lib/*\"]}", 0, "demo-fetch.json")]
    [InlineData("{archives: [\"*.zip\"]}", 2, "E103 the index would list no archive")]
    [InlineData("{archives: [\"*.tar.gz\", \"nope*\"]}", 2, "E103 fetch_index.archives names 'nope*', which fits no archive")]
    [InlineData("{archives: [\"demo*\"]}", 2, "E103 the index would list 2 archives of the target a: demo-a.tar.gz, demo-a-docs.tar")]
    [InlineData("{archives: [\"*.tar.gz\"], require: [\"bin/*\"]}", 1, "E403 demo-a.tar.gz holds no file that fetch_index.require names")]
    [InlineData("{archives: [\"*.tar.gz\"], require: [\"lib/*\", \"includ/*\"]}", 1, "E403 fetch_index.require names 'includ/*', which fits no file of any archive")]
    public void What_a_glob_does_not_find_is_an_error(string index, int exitCode, string text)
    {
        using var project = new GitProject();
        project.File(
            "springform.yaml",
            $$"""
            name: demo
            version: 1.2.3
            targets: {a: linux/amd64}
            packages:
              - {archive: "demo-{target}.tar.gz", root: demo, files: ["lib/*", "include/*"]}
              - {archive: "demo-{target}-docs.tar", files: ["include/*"]}
            fetch_index: {{index}}
            """);
        project.File("lib/libdemo.a", "lib\n");
        project.File("include/demo.h", "int x;\n");
        project.Commit();

        project.Run("--target=Dist", "--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1").Ends(exitCode).Says(text);

        File.Exists(project.PathOf("dist/demo-fetch.json")).ShouldBe(exitCode == 0);
    }
}
