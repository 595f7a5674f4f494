using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A Python package with native extensions: a wheel for the Python of Debian 12. What is Python alone needs no builder, and no draft.</summary>
internal static partial class PythonDraft
{
    private const string Project = "pyproject.toml";
    private const string Setup = "setup.py";

    /// <summary>Build systems of extensions, and the Debian packages that they need beside a compiler.</summary>
    private static readonly Dictionary<string, IReadOnlyList<string>> Compilers = new(StringComparer.Ordinal)
    {
        ["maturin"] = ["cargo", "rustc"],
        ["setuptools-rust"] = ["cargo", "rustc"],
        ["scikit-build-core"] = ["cmake", "ninja-build"],
        ["scikit-build"] = ["cmake", "ninja-build"],
        ["meson-python"] = ["meson", "ninja-build"],
        ["cffi"] = ["libffi-dev"],
        ["cython"] = [],
        ["pybind11"] = [],
        ["nanobind"] = ["cmake", "ninja-build"],
    };

    // Debian has these as packages, in the versions that its Python goes with.
    private static readonly IReadOnlyList<string> Packaged = ["setuptools", "wheel"];

    public static Draft? Of(Repository repository)
    {
        var (project, setup) = (repository.Text(Project), repository.Text(Setup));
        var requires = BuildRequires().Match(project) is { Success: true } match
            ? TextItem().Matches(match.Groups["items"].Value).Select(item => item.Groups["text"].Value).ToList()
            : [];
        var systems = requires.Select(DistributionOf).Where(Compilers.ContainsKey).ToList();
        if (systems.Count == 0 && !Native().IsMatch(setup) && !Native().IsMatch(project))
            return null;
        var distribution = First(project, ProjectName()) ?? First(setup, SetupName());
        var further = requires.Where(requirement => !Packaged.Contains(DistributionOf(requirement)) && Requirement().IsMatch(requirement)).ToList();
        return new Draft
        {
            From = project.Length > 0 ? Project : Setup,
            Name = distribution,
            Version = Literal(project, ProjectVersion(), Project) ?? Literal(setup, SetupVersion(), Setup),
            RuntimePackages = ["python3-minimal", "python3-pip"],
            Packages =
            [
                "g++",
                "make",
                "python3-dev",
                "python3-setuptools",
                "python3-wheel",
                .. systems.SelectMany(system => Compilers[system]).Distinct(StringComparer.Ordinal),
                .. further.Count > 0 ? (string[])["ca-certificates"] : [],
            ],
            Tools = [],
            BuilderLines =
                further.Count > 0
                    ? [$"RUN python3 -m pip install --break-system-packages {string.Join(' ', further.Select(requirement => $"'{requirement}'"))}"]
                    : [],
            Run = "python3 -m pip wheel . --no-deps --no-build-isolation --wheel-dir wheelhouse",
            Environment =
                project.Contains("setuptools_scm", StringComparison.Ordinal) || project.Contains("setuptools-scm", StringComparison.Ordinal)
                    ? "SETUPTOOLS_SCM_PRETEND_VERSION: \"{pep440}\""
                    : "VERSION: \"{pep440}\"",
            Outputs = ["wheelhouse/*.whl"],
            Targets = [new("x86_64", "linux/amd64", "base: bookworm, python: cp311")],
            Wheels = new WheelDraft(distribution, Extensions(project, setup, systems, distribution), "manylinux_2_36"),
            Notes = [.. Notes(repository, systems)],
        };
    }

    private static IEnumerable<string> Notes(Repository repository, List<string> systems)
    {
        yield return "The wheel is for Python 3.11, which Debian 12 has: docs/guides/wheels.md has more Pythons and bases.";
        if (
            (systems.Contains("maturin") || systems.Contains("setuptools-rust"))
            && repository.Text("Cargo.lock").Contains("\nsource = ", StringComparison.Ordinal)
        )
            yield return "Crates are not fetched yet: run cargo vendor, or add cargo fetch to builder/Dockerfile as docs/first-project/rust.md has it.";
    }

    /// <summary>Those that the files name; maturin's is called as the package, unless it says otherwise.</summary>
    private static IReadOnlyList<string> Extensions(string project, string setup, List<string> systems, string? distribution)
    {
        List<string> named =
        [
            .. ExtensionCall().Matches(setup).Select(match => match.Groups["name"].Value),
            .. ExtensionTable().Matches(project).Select(match => match.Groups["name"].Value),
        ];
        if (named.Count == 0 && systems.Contains("maturin"))
            named = [.. new[] { First(project, MaturinModule()) ?? distribution?.Replace('-', '_') }.OfType<string>()];
        return [.. named.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>A version that stands in a file as three numbers at the most, read from there.</summary>
    private static string? Literal(string text, Regex pattern, string file) =>
        pattern.IsMatch(text) ? $"{{file: {file}, match: {DraftFiles.Quoted("^[ \\t]*version[ \\t]*=[ \\t]*[\"']([^\"']*)[\"']")}}}" : null;

    private static string? First(string text, Regex pattern) => pattern.Match(text) is { Success: true } match ? match.Groups["name"].Value : null;

    private static string DistributionOf(string requirement) => Distribution().Match(requirement).Value.ToLowerInvariant().Replace('_', '-');

    [GeneratedRegex("^\\[build-system\\][^\\[]*?^requires[ \\t]*=[ \\t]*\\[(?<items>[^\\]]*)\\]", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex BuildRequires();

    [GeneratedRegex("[\"'](?<text>[^\"'\\n]+)[\"']")]
    private static partial Regex TextItem();

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*")]
    private static partial Regex Distribution();

    /// <summary>What a shell takes in single quotes, and pip as a name with bounds.</summary>
    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*(\\[[a-z0-9,_-]+\\])?[ ]*([<>=!~]=?[ ]*[A-Za-z0-9.*]+([ ]*,[ ]*[<>=!~]=?[ ]*[A-Za-z0-9.*]+)*)?$")]
    private static partial Regex Requirement();

    [GeneratedRegex("\\bext_modules\\b|\\bext-modules\\b|\\bcffi_modules\\b|\\bcythonize\\b|\\brust_extensions\\b")]
    private static partial Regex Native();

    [GeneratedRegex("^\\[project\\][^\\[]*?^name[ \\t]*=[ \\t]*\"(?<name>[A-Za-z0-9._-]+)\"", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex ProjectName();

    [GeneratedRegex("\\bname[ \\t]*=[ \\t]*[\"'](?<name>[A-Za-z0-9._-]+)[\"'][ \\t]*,[ \\t]*$", RegexOptions.Multiline)]
    private static partial Regex SetupName();

    [GeneratedRegex("^\\[project\\](?:[^\\[]|\\[[^\\]\\n]*\\][ \\t]*$)*?^version[ \\t]*=[ \\t]*[\"'][0-9]+(\\.[0-9]+){0,2}[\"']", RegexOptions.Multiline)]
    private static partial Regex ProjectVersion();

    [GeneratedRegex("^[ \\t]*version[ \\t]*=[ \\t]*[\"'][0-9]+(\\.[0-9]+){0,2}[\"'],?[ \\t]*$", RegexOptions.Multiline)]
    private static partial Regex SetupVersion();

    [GeneratedRegex("\\bExtension\\([ \\t\\r\\n]*(?:name[ \\t]*=[ \\t]*)?[\"'](?<name>[A-Za-z_][A-Za-z0-9_.]*)[\"']")]
    private static partial Regex ExtensionCall();

    [GeneratedRegex("^\\[\\[tool\\.setuptools\\.ext-modules\\]\\][^\\[]*?^name[ \\t]*=[ \\t]*\"(?<name>[A-Za-z_][A-Za-z0-9_.]*)\"", RegexOptions.Multiline)]
    private static partial Regex ExtensionTable();

    [GeneratedRegex("^module-name[ \\t]*=[ \\t]*\"(?<name>[A-Za-z_][A-Za-z0-9_.]*)\"", RegexOptions.Multiline)]
    private static partial Regex MaturinModule();
}
