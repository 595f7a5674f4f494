using Springform.Errors;
using Springform.Names;
using Springform.Planning.Dockerfiles;

namespace Springform.Tests.Planning;

/// <summary>What Springform reads out of a Dockerfile. That docker reads the same: Springform.ContainerTests, <c>DockerfileGrammar</c>.</summary>
public sealed class DockerfileTests
{
    [Theory]
    [InlineData("FROM debian:bookworm\n", "debian:bookworm")]
    [InlineData("from debian:bookworm as x\n", "debian:bookworm")]
    [InlineData("  FROM\tdebian\n", "debian")]
    [InlineData("FROM debian", "debian")]
    [InlineData("\uFEFFFROM debian", "debian")]
    [InlineData("FROM debian\r\nRUN x\r\n", "debian")]
    [InlineData("FROM debian \n", "debian")]
    [InlineData("FROM \"debian\"\n", "debian")]
    [InlineData("FROM localhost:5000/a/b:c@sha256:12\n", "localhost:5000/a/b:c@sha256:12")]
    [InlineData("FROM scratch\n", "")]
    [InlineData("FROM \\\n  debian \\\n  AS build\nFROM build\n", "debian")]
    [InlineData("FROM debian AS ONE\nFROM one\n", "debian")]
    [InlineData("FROM debian\nFROM debian\n", "debian")]
    [InlineData("# FROM alpine\n  # FROM alpine\nFROM debian\n", "debian")]
    [InlineData("FROM debian\nRUN ls / \\\n    /etc \\\n", "debian")]
    [InlineData("FROM debian\nRUN ls / \\", "debian")]
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
    [InlineData("ARG X=\nFROM ${X:-alpine}\n", "alpine")]
    [InlineData("ARG X=\nFROM alpine${X-3}\n", "alpine")]
    [InlineData("ARG X=debian\nFROM ${X-alpine}\n", "debian")]
    [InlineData("ARG X=1\nFROM debian${X:+:12}\n", "debian:12")]
    [InlineData("ARG X=\nFROM debian${X:+:12}\n", "debian")]
    [InlineData("ARG X=\nFROM debian${X+:12}\n", "debian:12")]
    [InlineData("FROM debian${X+:12}\n", "debian")]
    [InlineData("ARG X=debian\nFROM ${X:?none}\n", "debian")]
    [InlineData("ARG A=alpine\nFROM ${X:-${A:-debian}:3}\n", "alpine:3")]
    [InlineData("ARG X=v1.2.3\nFROM debian:${X#v}\n", "debian:1.2.3")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X#*.}\n", "debian:b.c")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X##*.}\n", "debian:c")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X%.*}\n", "debian:a.b")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X%%.*}\n", "debian:a")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X/./-}\n", "debian:a-b.c")]
    [InlineData("ARG X=a.b.c\nFROM debian:${X//./-}\n", "debian:a-b-c")]
    [InlineData("ARG X=abc\nFROM debian:${X/?b/x}\n", "debian:xc")]
    [InlineData("ARG GIVEN=alpine\nFROM ${GIVEN}\n", "given:1")]
    [InlineData("ARG GIVEN\nFROM ${GIVEN}\n", "given:1")]
    [InlineData("ARG GIVEN=a\nARG X=${GIVEN}2\nFROM ${X}\n", "given:12")]
    [InlineData("arg X=debian\nfrom $X\n", "debian")]
    [InlineData("# escape=`\nARG X=debian\nFROM `\n  $X\n", "debian")]
    [InlineData("FROM debian-$TARGETARCH$TARGETVARIANT\n", "debian-armv7")]
    [InlineData("FROM debian-$BUILDARCH-$BUILDOS\n", "debian-amd64-linux")]
    [InlineData("ARG TARGETARCH=x\nFROM debian-$TARGETARCH\n", "debian-x")]
    [InlineData("ARG TARGETARCH\nFROM debian-$TARGETARCH\n", "debian-arm")]
    public void Arguments_are_put_in(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian AS build-amd64\nFROM alpine AS build-arm\nFROM build-${TARGETARCH}\n", "alpine")]
    [InlineData("FROM debian AS build-amd64\nFROM alpine AS build-arm\nFROM scratch\nCOPY --from=build-arm / /\n", "alpine")]
    [InlineData("FROM debian AS a\nFROM alpine AS b\nFROM scratch\nCOPY --from=0 / /\n", "debian")]
    [InlineData("FROM debian AS a\nFROM alpine\nRUN --mount=from=a,target=/x true\n", "debian alpine")]
    [InlineData("FROM debian AS a\nFROM a AS b\nFROM b AS c\nFROM alpine AS d\nFROM c\n", "debian")]
    public void Only_what_leads_to_the_target_counts(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("first", "debian")]
    [InlineData("FIRST", "debian")]
    [InlineData("last", "alpine")]
    [InlineData(null, "alpine")]
    public void A_stage_that_is_not_the_last_can_be_the_target(string? stage, string images) =>
        Images("FROM debian AS first\nFROM alpine AS last\n", stage).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nCOPY --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\nCOPY --chown=1:1 --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\nCOPY --from=\"alpine:3\" /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\ncopy \\\n  --from=alpine:3 /a /b\n", "debian alpine:3")]
    [InlineData("FROM debian\nCOPY --from=scratch /a /b\n", "debian")]
    [InlineData("FROM debian AS one\nFROM scratch\nCOPY --from=ONE /a /b\nCOPY --from=0 /a /b\n", "debian")]
    [InlineData("FROM debian\nRUN --mount=type=bind,from=alpine:3,target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian\nRUN --mount=type=bind,\"from=alpine:3\",target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian\nRUN --mount='type=bind,\"from=alpine:3\",target=/x' make\n", "debian alpine:3")]
    [InlineData("FROM debian\nRUN --mount=type=bind,\\\nfrom=alpine:3,target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian\nRUN --network=none --mount=type=cache,target=/c --mount=from=alpine:3,target=/x make\n", "debian alpine:3")]
    [InlineData("FROM debian AS one\nRUN --mount=from=one,target=/x make\n", "debian")]
    [InlineData("FROM debian\nRUN restore --from=backup\n", "debian")]
    [InlineData("FROM debian\nRUN -- --mount=from=backup\n", "debian")]
    [InlineData("FROM debian\nRUN echo COPY --from=backup\n", "debian")]
    [InlineData("FROM debian\nLABEL usage=\"x --from=y\"\n", "debian")]
    public void Copy_and_mounts_name_images_too(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nONBUILD COPY --from=alpine / /x\n", "debian")]
    [InlineData("FROM debian AS one\nONBUILD COPY --from=alpine / /x\nFROM one\n", "debian alpine")]
    [InlineData("FROM debian AS one\nONBUILD RUN --mount=from=alpine,target=/x true\nFROM one AS two\nFROM two\n", "debian alpine")]
    [InlineData("FROM debian AS one\nONBUILD RUN <<EOF\nFROM alpine\nEOF\nFROM one\n", "debian")]
    public void A_trigger_counts_where_it_runs(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nRUN <<EOF\nFROM alpine\nEOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN cat <<'EOF' >x\nFROM alpine\n  EOF\nFROM alpine\nEOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN cat <<-EOF\n\tFROM alpine\n\tEOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nCOPY <<a <<\"b\" /x/\nFROM one\na\nFROM two\nb\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\r\nRUN <<EOF\r\nFROM alpine\r\nEOF\r\nFROM busybox\r\n", "busybox")]
    [InlineData("FROM debian\nRUN 3<<EOF cat\nFROM alpine\nEOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN cat <<\\EOF\nFROM alpine\nEOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN echo $((1<<N))\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN cat <<<word\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN echo '<<EOF'\nFROM busybox\nEOF\n", "busybox")]
    [InlineData("FROM debian\nRUN [\"cat\", \"<<EOF\"]\nFROM busybox\nRUN EOF\n", "busybox")]
    [InlineData("FROM debian\nLABEL a=<<EOF\nFROM busybox\n", "busybox")]
    [InlineData("FROM debian\nRUN echo a <<EOF \\\n && b\nFROM alpine\nEOF\nFROM busybox\n", "busybox")]
    public void The_body_of_a_heredoc_is_no_instruction(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM debian\nRUN echo a \\\nFROM alpine\n", "debian")]
    [InlineData("FROM debian\nRUN echo a \\  \t\nFROM alpine\n", "debian")]
    [InlineData("FROM debian\nRUN echo a \\\\\nFROM alpine\n", "alpine")]
    [InlineData("FROM debian\nRUN echo a \\\n\n  # a comment \\\nFROM alpine\n", "debian")]
    [InlineData("FROM debian\nRUN echo a \\\n  # a comment\n  FROM alpine \\\n b\n", "debian")]
    [InlineData("FROM debian\n# a comment \\\nFROM alpine\n", "alpine")]
    [InlineData("FROM debian\r\nRUN a \\\r\nFROM alpine\r\n", "debian")]
    [InlineData("# escape=`\nFROM debian\nRUN a `\nFROM alpine\n", "debian")]
    [InlineData("# escape=`\nFROM debian\nRUN a \\\nFROM alpine\n", "alpine")]
    [InlineData("#\n# escape=`\nFROM debian\nRUN a `\nFROM alpine\n", "alpine")]
    [InlineData("# check=skip=all\n# Escape = `\nFROM debian\nRUN a `\nFROM alpine\n", "debian")]
    [InlineData("\\\nFROM debian\n", "debian")]
    public void A_continued_line_is_one_instruction(string text, string images) => Images(text).ShouldBe(images);

    [Theory]
    [InlineData("FROM --platform=$BUILDPLATFORM debian\n", "debian linux/amd64")]
    [InlineData("FROM --platform=$TARGETPLATFORM debian\n", "debian linux/arm/v7")]
    [InlineData("FROM --platform=linux/arm64/v8 debian\n", "debian linux/arm64")]
    [InlineData("ARG P=linux/s390x\nFROM --platform=${P} debian\n", "debian linux/s390x")]
    [InlineData("FROM --platform=arm64 scratch\nCOPY --from=debian / /\n", "debian linux/amd64")]
    public void A_stage_may_have_a_platform_of_its_own(string text, string image) =>
        Build(text).Images.Select(use => $"{use.Image} {use.Platform}").ShouldBe([image]);

    [Theory]
    [InlineData("# syntax=docker/dockerfile:1\nFROM debian\n", "docker/dockerfile:1")]
    [InlineData("#syntax = docker/dockerfile:1 \r\nFROM debian\r\n", "docker/dockerfile:1")]
    [InlineData("# escape=`\n# SYNTAX=a/b\nFROM debian\n", "a/b")]
    [InlineData("#!/usr/bin/env docker\n# syntax=a/b --option\nFROM debian\n", "a/b")]
    [InlineData("\uFEFF# syntax=a/b\nFROM debian\n", "a/b")]
    [InlineData(" # syntax=a/b\nFROM debian\n", null)]
    [InlineData("# about\n# syntax=a/b\nFROM debian\n", null)]
    [InlineData("\n# syntax=a/b\nFROM debian\n", null)]
    [InlineData("FROM debian\n# syntax=a/b\n", null)]
    public void The_first_lines_name_who_reads_the_file(string text, string? frontend) => Build(text).Frontend.ShouldBe(frontend);

    [Theory]
    [InlineData("FROM $X\n", "FROM '$X' names no image: an argument in it has no value")]
    [InlineData("FROM debian:$X\n", "FROM 'debian:$X' names no image: with its arguments it is 'debian:'")]
    [InlineData("FROM debian\nARG X=alpine\nFROM $X\n", "FROM '$X' names no image: an argument in it has no value")]
    [InlineData("FROM debian AS one\nFROM ONE\n", "FROM 'ONE' names no image")]
    [InlineData("FROM ${X:?tell-me}\n", "${X:?tell-me} cannot be expanded: X: tell-me")]
    [InlineData("FROM ${X\n", "${X cannot be expanded: } is missing")]
    [InlineData("FROM debian${X@Q}\n", "debian${X@Q} cannot be expanded: ${X@...} is not a known form")]
    [InlineData("FROM --platform=$P debian\n", "FROM --platform=$P names no platform")]
    [InlineData("FROM --platform=linux/vax debian\n", "FROM --platform=linux/vax names the platform 'linux/vax', which is not known")]
    [InlineData("ARG X=debian\nFROM debian\nCOPY --from=$X / /\n", "--from=$X names no image: arguments have no value there")]
    [InlineData("FROM debian\nRUN --mount=from=$X,target=/x true\n", "--mount=from=$X,target=/x names no image: arguments have no value there")]
    public void What_cannot_be_planned_is_said(string text, string what) =>
        Should.Throw<SpringformException>(() => Build(text)).Problems.Select(problem => problem.What).ShouldContain(what);

    [Theory]
    [InlineData("", 1, "it has no FROM")]
    [InlineData("# nothing\n", 1, "it has no FROM")]
    [InlineData("ARG X\n\nRUN true\nFROM debian\n", 3, "RUN comes before the first FROM, where only ARG is allowed")]
    [InlineData("FROM debian as\n", 1, "FROM takes an image, or an image with AS and a name")]
    [InlineData("FROM\n", 1, "FROM takes an image, or an image with AS and a name")]
    [InlineData("FROM debian AS 1st\n", 1, "1st cannot be the name of a stage: it begins with a letter and has letters, digits, '-', '_' and '.'")]
    [InlineData("# escape=x\nFROM debian\n", 1, "the escape character is x, and may be \\ or `")]
    [InlineData("# syntax=a\n# syntax=b\nFROM debian\n", 2, "the file has the directive # syntax= twice")]
    public void What_cannot_be_read_is_said_with_its_line(string text, int line, string what)
    {
        var error = Should.Throw<DockerfileException>(() => new Dockerfile(text));

        (error.Line, error.Message).ShouldBe((line, what));
    }

    [Fact]
    public void A_missing_stage_is_said_with_the_nearest() =>
        Should
            .Throw<SpringformException>(() => Build("FROM debian AS build\n", "biuld"))
            .Problems.Single()
            .ShouldBe(new Problem(ErrorCode.UnknownReference, "Dockerfile has no stage 'biuld'", "stage", "did you mean 'build'?"));

    [Fact]
    public void Other_images_are_written_in_place_and_the_rest_stays_byte_for_byte()
    {
        const string Text =
            "# syntax=docker/dockerfile:1\r\nARG X=debian:12\r\n\r\nFROM alpine AS unused\r\nFROM --platform=$BUILDPLATFORM \\\r\n   ${X}  AS  build-arm\t\r\n"
            + "RUN --mount=from=\"alpine\",target=/x echo debian:12 <<E\r\nFROM debian:12\r\nE\r\nFROM scratch\nCOPY --from=alpine /é /\n"
            + "COPY --from=build-arm / /\n"
            + "ONBUILD COPY --from=alpine / /\nFROM build-${TARGETARCH}\nRUN ls \\";

        Build(Text)
            .Write(use => $"<{use.Image}>", frontend => $"<{frontend}>")
            .ShouldBe(
                "# syntax=<docker/dockerfile:1>\r\nARG X=debian:12\r\n\r\nFROM alpine AS unused\r\nFROM --platform=linux/amd64 \\\r\n"
                    + "   <debian:12>  AS  build-arm\t\r\n"
                    + "RUN --mount=from=<alpine>,target=/x echo debian:12 <<E\r\nFROM debian:12\r\nE\r\nFROM scratch\nCOPY --from=alpine /é /\n"
                    + "COPY --from=build-arm / /\n"
                    + "ONBUILD COPY --from=alpine / /\nFROM build-arm\nRUN ls \\"
            );
    }

    [Fact]
    public void Environment_names_are_those_of_ENV_alone() =>
        new Dockerfile("FROM debian\nENV A=1 B=\"x C=2\" \\\n  D=4\nenv E old form F=1\nRUN <<EOF\nENV G=1\nEOF\n# ENV H=1\n")
            .Environment.Order()
            .ShouldBe(["A", "B", "D", "E"]);

    [Theory]
    [InlineData("ARG TOOLS_IMAGE\nFROM $TOOLS_IMAGE\n", true)]
    [InlineData("FROM debian\nARG TOOLS_IMAGE=x\n", true)]
    [InlineData("FROM debian AS other\nARG TOOLS_IMAGE\nFROM debian\n", false)]
    [InlineData("# ARG TOOLS_IMAGE\nFROM debian\nRUN echo ARG TOOLS_IMAGE\n", false)]
    public void An_argument_is_declared_by_ARG_alone(string text, bool declared) => Build(text).Declares("TOOLS_IMAGE").ShouldBe(declared);

    private static string Images(string text, string? stage = null) => string.Join(' ', Build(text, stage).Images.Select(use => use.Image));

    /// <summary>On linux/amd64 for linux/arm/v7.</summary>
    private static DockerfileBuild Build(string text, string? stage = null) =>
        new(
            new Dockerfile(text),
            "Dockerfile",
            new BuildRequest(
                Platform.Of("linux/amd64"),
                Platform.Of("linux/arm/v7"),
                stage,
                "stage",
                new Dictionary<string, string> { ["GIVEN"] = "given:1", ["TOOLS_IMAGE"] = "tools:1" },
                name => name.Length > 0 && !name.EndsWith(':') && !name.Any(char.IsUpper)
            )
        );
}
