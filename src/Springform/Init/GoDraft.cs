using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A Go program: static, for both architectures from one compiler.</summary>
internal static partial class GoDraft
{
    /// <summary>Of golang-go in Debian 13.</summary>
    private static readonly Version Packaged = new(1, 24);

    public static Draft? Of(Repository repository)
    {
        var module = repository.Text("go.mod");
        if (module.Length == 0 && repository.Files("", "*.go").Count == 0)
            return null;
        var programs = Programs(repository);
        var requires = Required().IsMatch(module) && !repository.HasFolder("vendor");
        var name = Module().Match(module) is { Success: true } match ? LastPart(match.Groups["path"].Value) : null;
        string[] files = repository.Has("go.sum") ? ["go.mod", "go.sum"] : ["go.mod"];
        return new Draft
        {
            From = module.Length > 0 ? "go.mod" : "*.go",
            Name = name,
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
            Run = $"go build -ldflags \"-s -w\" -o out/ {string.Join(' ', programs)}",
            Environment = module.Length == 0 ? "GO111MODULE: \"off\"" : "",
            Outputs = ["out/*"],
            Files = ["{from: \"out/*\", to: ./}"],
            Targets = ["x86_64: {platform: linux/amd64, env: {GOARCH: amd64}}", "aarch64: {platform: linux/arm64, env: {GOARCH: arm64}}"],
            CrossCompiles = true,
            Suite = "trixie",
            IsStatic = true,
            Notes = [.. Notes(module, programs)],
        };
    }

    /// <summary>The packages whose programs are built: the root, and what stands in cmd/.</summary>
    private static List<string> Programs(Repository repository)
    {
        List<string> found = [];
        if (IsProgram(repository, ""))
            found.Add(".");
        found.AddRange(repository.Folders("cmd").Where(folder => IsProgram(repository, "cmd/" + folder)).Select(folder => "./cmd/" + folder));
        return found;
    }

    private static bool IsProgram(Repository repository, string folder) =>
        repository.Files(folder, "*.go").Any(file => !file.EndsWith("_test.go", StringComparison.Ordinal) && Main().IsMatch(repository.Text(file)));

    private static IEnumerable<string> Notes(string module, List<string> programs)
    {
        if (programs.Count == 0)
            yield return "No package main was found in this folder or in cmd/: add the program's package to the go build command.";
        if (Wanted().Match(module) is { Success: true } wanted && Version.TryParse(wanted.Groups["version"].Value, out var version) && version > Packaged)
            yield return $"go.mod wants Go {version}, and Debian 13 has {Packaged}: put a newer Go into builder/Dockerfile.";
    }

    private static string LastPart(string path)
    {
        var parts = path.Split('/').Where(part => !Major().IsMatch(part)).ToList();
        return parts.Count > 0 ? parts[^1] : path;
    }

    [GeneratedRegex("^module[ \\t]+\"?(?<path>[^\\s\"]+)", RegexOptions.Multiline)]
    private static partial Regex Module();

    [GeneratedRegex("^go[ \\t]+(?<version>[0-9]+\\.[0-9]+)", RegexOptions.Multiline)]
    private static partial Regex Wanted();

    [GeneratedRegex("^require\\b", RegexOptions.Multiline)]
    private static partial Regex Required();

    [GeneratedRegex("^package[ \\t]+main\\b", RegexOptions.Multiline)]
    private static partial Regex Main();

    [GeneratedRegex("^v[0-9]+$")]
    private static partial Regex Major();
}
