using Springform.Planning;

namespace Springform.Tests.Planning;

public sealed class DockerfileTextTests
{
    [Theory]
    [InlineData("FROM debian:bookworm\n", "debian:bookworm")]
    [InlineData("from debian:bookworm as x\n", "debian:bookworm")]
    [InlineData("  FROM\tdebian\n", "debian")]
    [InlineData("FROM debian", "debian")]
    [InlineData("FROM debian\r\nRUN x\r\n", "debian")]
    [InlineData("FROM debian \n", "debian")]
    [InlineData("FROM --platform=$BUILDPLATFORM debian AS build\n", "debian")]
    [InlineData("FROM localhost:5000/a/b:c@sha256:12\n", "localhost:5000/a/b:c@sha256:12")]
    [InlineData("FROM scratch\n", "")]
    [InlineData("FROM \\\n  debian \\\n  AS build\nFROM build\n", "debian")]
    [InlineData("FROM debian AS one\nFROM ONE\nFROM alpine\n", "debian alpine")]
    [InlineData("FROM debian\nFROM debian\n", "debian")]
    [InlineData("# FROM alpine\n  # FROM alpine\nFROM debian\n", "debian")]
    [InlineData("RUN true\n", "")]
    [InlineData("", "")]
    public void A_from_line_names_an_image(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("ARG X=debian\nFROM $X\n", "debian")]
    [InlineData("ARG X=debian\nFROM ${X}:12\n", "debian:12")]
    [InlineData("ARG X=\"debian\"\nFROM ${X}\n", "debian")]
    [InlineData("ARG A=12\nARG X=debian:$A\nFROM ${X}\n", "debian:12")]
    [InlineData("ARG A=12 X=debian\nFROM ${X}:${A}\n", "debian:12")]
    [InlineData("ARG A=12 \\\n    X=debian\nFROM ${X}:${A}\n", "debian:12")]
    [InlineData("ARG X\nFROM ${X:-alpine}\n", "alpine")]
    [InlineData("FROM ${X:-alpine:3}\n", "alpine:3")]
    [InlineData("ARG X=debian\nFROM ${X:-alpine}\n", "debian")]
    [InlineData("ARG X=debian\nFROM ${X-alpine}\n", "debian")]
    [InlineData("ARG GIVEN=alpine\nFROM ${GIVEN}\n", "given:1")]
    [InlineData("ARG GIVEN\nFROM ${GIVEN}\n", "given:1")]
    [InlineData("FROM debian\nARG X=alpine\nFROM $X\n", "debian")]
    [InlineData("arg X=debian\nfrom $X\n", "debian")]
    public void Arguments_are_put_in(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nCOPY --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\nCOPY --chown=1:1 --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\ncopy \\\n  --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian AS one\nFROM scratch\nCOPY --from=one /a /b\nCOPY --from=0 /a /b\n", "debian")]
    [InlineData("FROM debian\nRUN --mount=type=bind,from=alpine:3,target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian\nRUN --mount=type=cache,target=/c --mount=from=alpine:3,target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian AS one\nRUN --mount=from=one,target=/x make\n", "debian")]
    [InlineData("FROM debian\nRUN restore --from=backup\n", "debian")]
    [InlineData("FROM debian\nRUN echo COPY --from=backup\n", "debian")]
    [InlineData("FROM debian\nLABEL usage=\"x --from=y\"\n", "debian")]
    public void Copy_and_mounts_name_images_too(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nRUN <<EOF\nFROM alpine\nEOF\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nRUN cat <<'EOF' >x\nFROM alpine\n  EOF\nFROM alpine\nEOF\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nRUN cat <<-EOF\n\tFROM alpine\n\tEOF\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nCOPY <<a <<\"b\" /x/\nFROM one\na\nFROM two\nb\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\r\nRUN <<EOF\r\nFROM alpine\r\nEOF\r\nFROM busybox\r\n", "debian busybox")]
    [InlineData("FROM debian\nRUN echo $((1<<N))\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nRUN cat <<<word\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nLABEL a=<<EOF\nFROM busybox\n", "debian busybox")]
    [InlineData("FROM debian\nRUN echo a <<EOF \\\n && b\nFROM alpine\nEOF\nFROM busybox\n", "debian busybox")]
    public void The_body_of_a_heredoc_is_no_instruction(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nRUN echo a \\\nFROM alpine\n", "debian")]
    [InlineData("FROM debian\nRUN echo a \\\n\n  # a comment \\\nFROM alpine\n", "debian")]
    [InlineData("FROM debian\nRUN echo a \\\n  # a comment\n  FROM alpine \\\n b\n", "debian")]
    [InlineData("FROM debian\n# a comment \\\nFROM alpine\n", "debian alpine")]
    [InlineData("FROM debian\r\nRUN a \\\r\nFROM alpine\r\n", "debian")]
    public void A_continued_line_is_one_instruction(string text, string images) => Images(text).ShouldBe(images);

    [Fact]
    public void Other_images_are_written_in_place_and_the_rest_stays_byte_for_byte()
    {
        const string Text =
            "# syntax=docker/dockerfile:1\r\nARG X=debian:12\r\n\r\nFROM --platform=linux/amd64 \\\r\n   ${X}  AS  build\t\r\n"
            + "RUN --mount=from=alpine,target=/x echo debian:12 <<E\r\nFROM debian:12\r\nE\r\nFROM scratch\nCOPY --from=alpine /é /\nCOPY --from=build / /";

        new DockerfileText(Text, new Dictionary<string, string>()).WithImages(image => $"<{image}>").ShouldBe(
            "# syntax=docker/dockerfile:1\r\nARG X=debian:12\r\n\r\nFROM --platform=linux/amd64 \\\r\n   <debian:12>  AS  build\t\r\n"
            + "RUN --mount=from=<alpine>,target=/x echo debian:12 <<E\r\nFROM debian:12\r\nE\r\nFROM scratch\nCOPY --from=<alpine> /é /\nCOPY --from=build / /");
    }

    private static string Images(string text) =>
        string.Join(' ', new DockerfileText(text, new Dictionary<string, string> { ["GIVEN"] = "given:1" }).Images);
}
