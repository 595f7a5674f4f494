using System.Text;
using System.Text.RegularExpressions;
using Springform.Config;
using Springform.Errors;
using Springform.Facts;
using Springform.Files;
using Springform.Names;

namespace Springform.Init;

/// <summary>
/// The first springform.yaml of a repository, with a builder and lines for git. Nothing that exists is overwritten; springform.yaml is written last, so that a
/// run that was killed is simply repeated.
/// </summary>
/// <param name="folder">of the project</param>
/// <param name="git">of the same folder</param>
/// <param name="questions">about what the files leave open</param>
internal sealed partial class NewProject(string folder, GitCommand git, Questions questions)
{
    private const string Arm = "linux/arm64";

    private static readonly IReadOnlyList<string> Ignored = ["dist/", ".springform/", "tools-cache/"];
    private static readonly IReadOnlyList<string> LicencePatterns = ["LICENSE*", "LICENCE*", "COPYING*"];

    /// <returns>what was done, a line each</returns>
    /// <exception cref="SpringformException">E126 there is a springform.yaml, E127 nothing here tells how it is built</exception>
    public async Task<IReadOnlyList<string>> WriteAsync(CancellationToken cancellation)
    {
        var path = Path.Combine(folder, ConfigReader.FileName);
        RequireNone(path);
        var repository = new Repository(folder);
        var drafts = Drafts.Of(repository);
        if (drafts.Count == 0)
            throw Unknown();
        var chosen = drafts[await questions.ChooseAsync("This can be built in several ways. From what?", [.. drafts.Select(from => from.From)], cancellation)];
        var draft = await ForMachinesAsync(Drafts.Refined(chosen, repository), cancellation);
        var name = DraftFiles.NameOf(draft.Name ?? repository.Name);
        var files = new DraftFiles(draft, name);
        var (version, comment) = draft.Version is { } known ? (known, null) : Version(await TagsAsync());
        var licences = LicencePatterns.SelectMany(pattern => repository.Files("", pattern)).Take(3).ToList();
        var yaml = files.Yaml(version, comment, licences, [.. drafts.Where(other => other != chosen).Select(other => other.From)]);
        // What is written is valid, whatever the repository holds: all of its problems are told instead of a file that does not work.
        ConfigReader.Parse(Encoding.UTF8.GetBytes(yaml), path, file => file == DraftFiles.Dockerfile || Path.Exists(Path.Combine(folder, file)));

        List<string> said = [Builder(draft, files), .. Ignore()];
        Write(path, yaml);
        said.Add($"wrote {ConfigReader.FileName} from {draft.From}; --target=Plan shows what it means");
        said.AddRange(draft.Notes);
        return said;
    }

    private static void RequireNone(string path)
    {
        if (Path.Exists(path))
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.AlreadyThere,
                    $"{ConfigReader.FileName} is there, and Init overwrites nothing",
                    Errors.Quoted.Clean(path),
                    "run --target=Check to have it checked, or move it away first"
                )
            );
        }
    }

    private SpringformException Unknown() =>
        new(
            new Problem(
                ErrorCode.UnknownProject,
                $"nothing in this folder tells how it is built: Init knows {Drafts.Known}",
                Errors.Quoted.Clean(folder),
                "write springform.yaml by hand: docs/first-project begins with small ones"
            )
        );

    /// <summary>Where nothing tells, one machine is the default: others are emulated, which takes longer.</summary>
    private async Task<Draft> ForMachinesAsync(Draft draft, CancellationToken cancellation)
    {
        if (draft.CrossCompiles || draft.Targets.Count > 1)
            return draft;
        var answer = await questions.ChooseAsync(
            "For which machines?",
            [draft.Targets[0].Name, $"{draft.Targets[0].Name} and {Platform.Of(Arm).Kernel}, which is emulated where no such machine is at hand"],
            cancellation
        );
        return answer == 0 ? draft : draft with { Targets = [.. draft.Targets, draft.Targets[0] with { Name = Platform.Of(Arm).Kernel, Platform = Arm }] };
    }

    /// <returns>what was done</returns>
    private string Builder(Draft draft, DraftFiles files)
    {
        if (draft.Builder is { } found)
            return $"{found.Path} is the builder{(found.Stage is { } stage ? $", up to its stage {stage}" : "")}, and stays as it is";
        var path = Path.Combine(folder, DraftFiles.Dockerfile);
        if (Path.Exists(path))
            return $"{DraftFiles.Dockerfile} is there and stays as it is: it needs {string.Join(' ', draft.Packages)}";
        Write(path, files.DockerfileText());
        return $"wrote {DraftFiles.Dockerfile}: Debian with {string.Join(' ', draft.Packages)}";
    }

    /// <summary>The lines that are missing in .gitignore, put at its end.</summary>
    private IEnumerable<string> Ignore()
    {
        var path = Path.Combine(folder, ".gitignore");
        var text = Path.Exists(path) ? PlainFile.ReadAllText(path) : "";
        var present = text.Split('\n').Select(line => line.Trim().Trim('/')).ToHashSet(StringComparer.Ordinal);
        var missing = Ignored.Where(line => !present.Contains(line.TrimEnd('/'))).ToList();
        if (missing.Count == 0)
            yield break;
        var begin = text.Length == 0 || text.EndsWith('\n') ? text : text + "\n";
        Write(path, begin + string.Join('\n', missing) + "\n");
        yield return $".gitignore has {string.Join(' ', missing)} now";
    }

    private static void Write(string path, string text) =>
        AtomicFile.Write(
            path,
            file =>
            {
                file.Write(Encoding.UTF8.GetBytes(text));
                return true;
            }
        );

    private async Task<IReadOnlyList<string>> TagsAsync()
    {
        var answer = await git.AskAsync(["for-each-ref", "--format=%(refname:strip=2)", "refs/tags"]);
        return answer.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The key's value for what the tags look like, and a comment.</summary>
    internal static (string Value, string? Comment) Version(IReadOnlyList<string> tags)
    {
        if (tags.Any(tag => TagPattern.Default.Parse(tag) is not null))
            return ("{tag: true}", "the nearest tag such as v1.2.3");
        var common = tags.Select(tag => Numbered().Match(tag))
            .Where(match => match.Success)
            .GroupBy(match => match.Groups["before"].Value, StringComparer.Ordinal)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key, StringComparer.Ordinal)
            .FirstOrDefault();
        return common is null
            ? ("{tag: true}", "0.0.0-dev until there is a tag such as v1.0.0")
            : ($"{{tag: \"{common.Key}*\"}}", $"the nearest tag such as {common.Last().Value}");
    }

    [GeneratedRegex("^(?<before>(?:[A-Za-z][A-Za-z0-9]*[-_/])*v?)[0-9]+(?:\\.[0-9]+){0,2}$")]
    private static partial Regex Numbered();
}
