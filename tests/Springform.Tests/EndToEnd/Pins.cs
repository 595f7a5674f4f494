using System.Text;
using System.Text.Json;

namespace Springform.Tests.EndToEnd;

/// <summary>--target=CheckPins and --target=UpdatePins --pins=NAME: a value that several files repeat.</summary>
public sealed class Pins : IDisposable
{
    private readonly PlainProject project = new(
        PlainProject.Yaml.Replace(
            "dockerfile: builder/Dockerfile}",
            "dockerfile: builder/Dockerfile, registry: registry.example.org/o/hello}",
            StringComparison.Ordinal
        )
            + """
            pins:
              rust:
                places:
                  - {file: ci/Dockerfile, text: "ARG RUST_VERSION=*"}
                  - {file: .circleci/config.yml, text: "RUST: \"*\" # of the builder"}
                  - {file: ci/Dockerfile, text: "rust:*-slim"}
              builder:
                from: builder
                places: [{file: .circleci/config.yml, text: "image: registry.example.org/o/hello:*"}]

            """,
        committed: false
    );

    public Pins()
    {
        project.File("ci/Dockerfile", "FROM rust:1.71.0-slim\nARG RUST_VERSION=1.71.0\nENV A=1\n");
        // Not UTF-8, and with the line ends of another system.
        Directory.CreateDirectory(project.PathOf(".circleci"));
        File.WriteAllBytes(
            project.PathOf(".circleci/config.yml"),
            Encoding.Latin1.GetBytes("# caf\u00e9\r\nimage: registry.example.org/o/hello:old\r\nRUST: \"1.71.0\" # of the builder\r\n")
        );
        project.Commit();
    }

    public void Dispose() => project.Dispose();

    [Fact]
    public void A_value_is_written_into_all_its_places_and_nothing_else_changes()
    {
        File.SetUnixFileMode(project.PathOf("ci/Dockerfile"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Run("--target=UpdatePins", "--pins=rust", "--to=1.72.1")
            .Ends(0)
            .Says("ci/Dockerfile:2: 1.71.0 -> 1.72.1", ".circleci/config.yml:3: 1.71.0 -> 1.72.1", "ci/Dockerfile:1: 1.71.0 -> 1.72.1", "3 places changed");

        project.Text("ci/Dockerfile").ShouldBe("FROM rust:1.72.1-slim\nARG RUST_VERSION=1.72.1\nENV A=1\n");
        File.ReadAllBytes(project.PathOf(".circleci/config.yml"))
            .ShouldBe(Encoding.Latin1.GetBytes("# caf\u00e9\r\nimage: registry.example.org/o/hello:old\r\nRUST: \"1.72.1\" # of the builder\r\n"));
        File.GetUnixFileMode(project.PathOf("ci/Dockerfile")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Run("--target=UpdatePins", "--pins=rust", "--to=1.72.1").Ends(0).Says("nothing to do: rust is 1.72.1");
    }

    [Fact]
    public void The_builders_tag_follows_its_key()
    {
        var tag = Tag();
        Run("--target=CheckPins").Ends(6).Says($"E542 the pin builder is old in .circleci/config.yml:2, and {tag} is the builder's tag");
        Run("--target=UpdatePins", "--pins=builder").Ends(0).Says($"old -> {tag}");
        Run("--target=CheckPins")
            .Ends(0)
            .Says(
                $"builder is {tag}: .circleci/config.yml:2",
                "rust is 1.71.0: ci/Dockerfile:2, .circleci/config.yml:3, ci/Dockerfile:1",
                "2 pins in 4 places agree"
            );

        project.File("builder/Dockerfile", "FROM 127.0.0.1:1/busybox:1\nENV A=1\n");
        Tag().ShouldNotBe(tag);
        Run("--target=CheckPins").Ends(6).Says($"E542 the pin builder is {tag}");
    }

    [Fact]
    public void Places_that_differ_are_missing_or_not_clear_are_said_at_once_and_nothing_is_written()
    {
        project.File("ci/Dockerfile", "FROM rust:1.70.0-slim\nFROM rust:1.71.0-slim\nARG RUST_VERSION=1.70.0\n");
        var before = project.Text("ci/Dockerfile");
        Run("--target=CheckPins")
            .Ends(2)
            .Says(
                "E541 'rust:*-slim' of the pin rust is in ci/Dockerfile 2 times",
                "E542 the pin rust is 1.71.0 in .circleci/config.yml:3, and 1.70.0 in ci/Dockerfile:3"
            );
        Run("--target=UpdatePins", "--pins=rust", "--to=1.72.1").Ends(2).Says("E541");
        project.Text("ci/Dockerfile").ShouldBe(before);

        project.File("ci/Dockerfile", "FROM debian\n");
        Run("--target=UpdatePins", "--pins=rust", "--to=1.72.1").Ends(2).Says("'ARG RUST_VERSION=*' of the pin rust is in ci/Dockerfile nowhere");
        project.Text(".circleci/config.yml").ShouldContain("1.71.0");
    }

    [Theory]
    [InlineData("there is no pin 'rusty'", "--pins=rusty", "--to=1")]
    [InlineData("--pins=rust needs a value", "--pins=rust")]
    [InlineData("cannot be the value of a pin", "--pins=rust", "--to=1 2")]
    [InlineData("--to has no value", "--pins=rust", "--to=")]
    public void What_cannot_be_pinned_is_refused(string what, params string[] words) => Run(["--target=UpdatePins", .. words]).Ends(2).Says(what);

    [Fact]
    public void A_declaration_that_cannot_work_is_refused()
    {
        project.Replace("springform.yaml", "registry: registry.example.org/o/hello}", "network: true}");
        project.Replace("springform.yaml", "  rust:\n", "  images: {places: [{file: nowhere, text: \"A*B*\"}]}\n  rust:\n");
        Run("--target=Check")
            .Ends(2)
            .Says(
                "pins.images has a name that --pins=images has a meaning for already",
                "pins.images.places[0].file names the file 'nowhere', which does not exist",
                "pins.images.places[0].text is 'A*B*'",
                "pins.builder takes the builder's tag in builder.registry, which is not there"
            );
    }

    private string Tag()
    {
        using var plan = JsonDocument.Parse(Run("--target=Plan", "--output=json").Ends(0).Output);
        var reference = plan.RootElement.GetProperty("builders")[0].GetProperty("shared_reference").GetString()!;
        return reference[(reference.LastIndexOf(':') + 1)..];
    }

    private CliResult Run(params string[] words) => project.Run(["--engine=docker", "DOCKER_HOST=tcp://127.0.0.1:1", .. words]);
}
