using System.Text.RegularExpressions;

namespace Springform.Init;

/// <summary>A Rust crate with programs, or with a library for C.</summary>
internal static partial class RustDraft
{
    public static Draft? Of(Repository repository)
    {
        var manifest = repository.Text("Cargo.toml");
        if (manifest.Length == 0)
            return null;
        var name = PackageName().Match(manifest) is { Success: true } match ? match.Groups["name"].Value : null;
        var library = name?.Replace('-', '_');
        List<string> built = [.. Programs(repository, manifest, name)];
        var kinds = CrateTypes().Match(manifest).Groups["kinds"].Value;
        if (library is not null && kinds.Contains("\"cdylib\"", StringComparison.Ordinal))
            built.Add($"lib{library}.so");
        if (library is not null && kinds.Contains("\"staticlib\"", StringComparison.Ordinal))
            built.Add($"lib{library}.a");
        var fetches = repository.Text("Cargo.lock").Contains("\nsource = ", StringComparison.Ordinal) && !repository.HasFolder("vendor");
        var outputs = built.Select(file => "target/release/" + file).ToList();
        return new Draft
        {
            From = "Cargo.toml",
            Name = name,
            Suite = IsNew(repository, manifest) ? "trixie" : "bookworm",
            Packages = fetches ? ["cargo", "rustc", "gcc", "libc6-dev", "ca-certificates"] : ["cargo", "rustc", "gcc", "libc6-dev"],
            Tools = ["cargo", "rust"],
            BuilderLines = fetches
                ?
                [
                    "ENV CARGO_HOME=/cargo",
                    "# A command has no network, so that the crates come here.",
                    "WORKDIR /prefetch",
                    "COPY Cargo.toml Cargo.lock ./",
                    "RUN mkdir src && touch src/lib.rs src/main.rs && cargo fetch --locked && chmod -R a+rwX /cargo",
                ]
                : ["ENV CARGO_HOME=/tmp/cargo"],
            Context = fetches ? ["Cargo.toml", "Cargo.lock"] : [],
            Run = "cargo build --release --locked --offline",
            Outputs = outputs.Count > 0 ? outputs : ["target/release/CHANGE-ME"],
            OutputsComment = outputs.Count > 0 ? null : "the files in target/release that are shipped: Cargo.toml does not tell",
            Files = outputs.Count > 0 ? [.. outputs.Select(Shipped)] : ["{from: \"target/release/CHANGE-ME\", to: bin/}"],
            Notes = [.. Notes(repository, manifest)],
        };
    }

    private static IEnumerable<string> Notes(Repository repository, string manifest)
    {
        if (!repository.Has("Cargo.lock"))
            yield return "Cargo.lock is missing: make it with cargo generate-lockfile, and commit it.";
        if (manifest.Contains("[workspace]", StringComparison.Ordinal))
            yield return "This is a workspace: copy the Cargo.toml of each member in builder/Dockerfile too, and name their programs in `outputs`.";
    }

    /// <summary>For rustc 1.85, as Debian 13 has it, and not for the 1.63 of Debian 12.</summary>
    private static bool IsNew(Repository repository, string manifest) => NewLock().IsMatch(repository.Text("Cargo.lock")) || NewEdition().IsMatch(manifest);

    private static string Shipped(string output) =>
        output.EndsWith(".so", StringComparison.Ordinal) || output.EndsWith(".a", StringComparison.Ordinal)
            ? $"{{from: {output}, to: lib/}}"
            : $"{{from: {output}, to: bin/}}";

    private static IEnumerable<string> Programs(Repository repository, string manifest, string? name)
    {
        var declared = Binary().Matches(manifest).Select(match => match.Groups["name"].Value);
        var main = name is not null && repository.Has("src/main.rs") ? new[] { name } : [];
        var more = repository.Files("src/bin", "*.rs").Select(file => Path.GetFileNameWithoutExtension(file));
        return declared.Concat(main).Concat(more).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^\\[package\\][^\\[]*?^name[ \\t]*=[ \\t]*\"(?<name>[A-Za-z0-9_-]+)\"", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex PackageName();

    [GeneratedRegex("^\\[\\[bin\\]\\][^\\[]*?^name[ \\t]*=[ \\t]*\"(?<name>[A-Za-z0-9_-]+)\"", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Binary();

    [GeneratedRegex("^version = 4$", RegexOptions.Multiline)]
    private static partial Regex NewLock();

    [GeneratedRegex("^edition[ \\t]*=[ \\t]*\"2024\"|^rust-version[ \\t]*=[ \\t]*\"1\\.(6[4-9]|[7-9][0-9])", RegexOptions.Multiline)]
    private static partial Regex NewEdition();

    [GeneratedRegex("^crate-type[ \\t]*=[ \\t]*\\[(?<kinds>[^\\]]*)\\]", RegexOptions.Multiline)]
    private static partial Regex CrateTypes();
}
