using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A Go program: static, for both architectures from one compiler.</summary>
internal static partial class GoDraft
{
    /// <summary>Of golang-go in Debian 13.</summary>
    private static readonly Version Packaged = new(1, 24);

    public const string NoProgram = "No package main was found in this folder or in cmd/: add the program's package to the go build command.";

    public static Draft? Of(Repository repository)
    {
        var module = repository.Text("go.mod");
        if (module.Length == 0 && repository.Files("", "*.go").Count == 0)
            return null;
        var requires = Required().IsMatch(module) && !repository.HasFolder("vendor");
        var name = Module().Match(module) is { Success: true } match ? LastPart(match.Groups["path"].Value) : null;
        var programs = GoProgram.In(repository, RootName(repository, name));
        string[] files = repository.Has("go.sum") ? ["go.mod", "go.sum"] : ["go.mod"];
        return new Draft
        {
            From = module.Length > 0 ? "go.mod" : "*.go",
            Name = name,
            Tools = ["golang"],
            Packages = requires ? ["golang-go", "ca-certificates"] : ["golang-go"],
            BuilderLines =
            [
                "ENV CGO_ENABLED=0 GOFLAGS=\"-trimpath -buildvcs=false\" GOCACHE=/tmp/go-cache GOPATH=/go GOTOOLCHAIN=local",
                .. requires
                    ? (string[])
                        [
                            "# A command has no network, so that the modules come here.",
                            "WORKDIR /prefetch",
                            $"COPY {string.Join(' ', files)} ./",
                            "RUN go mod download",
                        ]
                    : [],
            ],
            Context = requires ? files : [],
            Run = Command("-s -w", "", programs, hasModule: module.Length > 0),
            Environment = module.Length == 0 ? "GO111MODULE: \"off\"" : "",
            EnvironmentElsewhere = "CGO_ENABLED: 0, GOFLAGS: \"-trimpath -buildvcs=false\", GOCACHE: /tmp/go-cache, GOTOOLCHAIN: local",
            SmokeRuns = GoProgram.SmokeOf(programs),
            Outputs = ["out/*"],
            Files = ["{from: \"out/*\", to: ./}"],
            Targets = [new("x86_64", "linux/amd64", "env: {GOARCH: amd64}"), new("aarch64", "linux/arm64", "env: {GOARCH: arm64}")],
            CrossCompiles = true,
            Suite = "trixie",
            IsStatic = true,
            Notes = [.. Notes(repository, module, programs)],
        };
    }

    /// <summary>The program in the root is called as its module is.</summary>
    public static string RootName(Repository repository, string? module) => module ?? DraftFiles.NameOf(repository.Name);

    /// <param name="linkerFlags">as a shell takes them in double quotes</param>
    /// <param name="flags">each with a blank behind it</param>
    /// <param name="hasModule">without one go would call the program as the folder that it is compiled in</param>
    public static string Command(string linkerFlags, string flags, IReadOnlyList<GoProgram> programs, bool hasModule)
    {
        var output = !hasModule && programs is [{ Package: ".", Name: var name }] ? $"out/{name}" : "out/";
        return $"go build {flags}-ldflags \"{linkerFlags}\" -o {output} {string.Join(' ', programs.Select(program => program.Package))}".TrimEnd();
    }

    private static IEnumerable<string> Notes(Repository repository, string module, IReadOnlyList<GoProgram> programs)
    {
        if (programs.Count == 0)
            yield return NoProgram;
        if (module.Length == 0 && !repository.HasFolder("vendor") && Foreign(repository) is { } import)
            yield return $"The sources import {import}, and there is no go.mod: run go mod init and go mod tidy, commit both files, and run Init again.";
        if (Wanted().Match(module) is { Success: true } wanted && Version.TryParse(wanted.Groups["version"].Value, out var version) && version > Packaged)
            yield return $"go.mod wants Go {version}, and Debian 13 has {Packaged}: put a newer Go into builder/Dockerfile.";
    }

    /// <summary>A package from elsewhere, which GOPATH does not have; null: all are Go's own.</summary>
    private static string? Foreign(Repository repository) =>
        repository.Files("", "*.go").Select(file => Imported().Match(repository.Text(file))).FirstOrDefault(match => match.Success)?.Groups["path"].Value;

    private static string LastPart(string path)
    {
        var parts = path.Split('/').Where(part => !Major().IsMatch(part)).ToList();
        return parts.Count > 0 ? parts[^1] : path;
    }

    [GeneratedRegex("^module[ \\t]+\"?(?<path>[A-Za-z0-9._~/-]+)", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex("^go[ \\t]+(?<version>[0-9]+\\.[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Wanted();

    /// <summary>In a line of its own, as in an import with parentheses; Go's own packages have no dot in their first part.</summary>
    [GeneratedRegex("^[ \\t]*(?:import[ \\t]+)?(?:[A-Za-z_.]+[ \\t]+)?\"(?<path>[a-z0-9-]+\\.[a-z0-9.-]+/[A-Za-z0-9._/-]+)\"[ \\t]*$", RegexOptions.Multiline)]
    private static partial Regex Imported();

    [GeneratedRegex("^require\\b", RegexOptions.Multiline)]
    private static partial Regex Required();

    [GeneratedRegex("^v[0-9]+$")]
    private static partial Regex Major();
}
