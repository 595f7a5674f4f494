using System.Text.RegularExpressions;
using Springform.Planning.Dockerfiles;

namespace Springform.Init;

/// <summary>
/// A stage of a Dockerfile that is there and serves as the builder: it has the compilers, and takes from the project no more than single files. One that copies
/// the sources and compiles them, or removes the compilers again, is none.
/// </summary>
/// <param name="Path">of the Dockerfile</param>
/// <param name="Stage">null: the last</param>
/// <param name="Image">what it is FROM in the end, a Debian</param>
/// <param name="Suite">of that Debian</param>
/// <param name="Copies">files of the project that it copies</param>
internal sealed partial record FoundBuilder(string Path, string? Stage, string Image, string Suite, IReadOnlyList<string> Copies)
{
    private static readonly IReadOnlyList<string> Places = ["Dockerfile", "docker/Dockerfile", ".devcontainer/Dockerfile", "ci/Dockerfile"];

    /// <summary>The draft with the first that is found, or with a note about why the Dockerfile at the top is none.</summary>
    public static Draft Into(Draft draft, Repository repository)
    {
        if (draft.Wheels is not null || repository.Has(DraftFiles.Dockerfile))
            return draft;
        // What the project fetches while its builder is made must be fetched there too: a command has no network.
        if (Places.SelectMany(path => In(path, repository, draft.Tools)).FirstOrDefault(found => draft.Context.All(found.Copies.Contains)) is { } found)
        {
            return draft with
            {
                Builder = found,
                Suite = found.Suite,
                Context = found.Copies,
                Environment = string.Join(", ", new[] { draft.Environment, draft.EnvironmentElsewhere }.Where(text => text.Length > 0)),
                From = $"{draft.From} and {found.Path}",
            };
        }

        return repository.Has(Places[0])
            ? draft.Noting($"No stage of {Places[0]} has the compilers of a Debian without the sources of the project: {DraftFiles.Dockerfile} was written.")
            : draft;
    }

    private static IReadOnlyList<FoundBuilder> In(string path, Repository repository, IReadOnlyList<string> tools)
    {
        var text = repository.Text(path);
        if (text.Length == 0)
            return [];
        try
        {
            var stages = Stages(text);
            return
            [
                .. stages
                    .Where(stage => IsBuilder(stage, tools) && stage.Files.All(repository.Has) && Debian(stage.Image) is not null)
                    .Select(stage => new FoundBuilder(path, stage == stages[^1] ? null : stage.Name, stage.Image, Debian(stage.Image)!, stage.Files))
                    .Where(found => found.Stage is not "" && !IsAmongIgnored(found, repository)),
            ];
        }
        catch (DockerfileException)
        {
            return []; // docker will say why
        }
    }

    // Each stage with what it has of those that it builds on.
    private static List<Read> Stages(string text)
    {
        var stages = new List<Read>();
        var directives = Directives.Of(text);
        var lines = new LogicalLines(text, directives.Escape);
        while (lines.Next() is { } line)
        {
            var instruction = Instruction.Parse(line, directives.Escape);
            foreach (var heredoc in instruction.Heredocs(line.Text))
                lines.Skip(heredoc);
            var words = instruction.Arguments.Words().Select(word => word.Text).ToList();
            if (instruction.Name == "FROM" && words.Count > 0)
                stages.Add(From(stages, words));
            else if (stages.Count > 0)
                stages[^1] = stages[^1].After(instruction, words);
        }

        return stages;
    }

    private static Read From(List<Read> stages, List<string> words)
    {
        var name = words is [_, _, var given] ? given : "";
        return stages.Find(stage => stage.Name.Length > 0 && stage.Name.Equals(words[0], StringComparison.OrdinalIgnoreCase)) is { } below
            ? below with
            {
                Name = name,
            }
            : new Read(name, words[0], [ImageName().Match(words[0]).Groups["name"].Value], [], IsClean: true);
    }

    private static bool IsBuilder(Read stage, IReadOnlyList<string> tools) =>
        stage.IsClean && stage.Words.Any(word => tools.Any(tool => word == tool || word.StartsWith(tool + "-", StringComparison.Ordinal)));

    /// <summary>The suite; null: it is another distribution, or cannot be known.</summary>
    private static string? Debian(string image) => Suites().Match(image) is { Success: true } match ? match.Groups["suite"].Value : null;

    // Of .dockerignore only what plainly names one of the files: what docker would not send cannot be copied.
    private static bool IsAmongIgnored(FoundBuilder found, Repository repository) =>
        repository.Text(".dockerignore").Split('\n').Select(line => line.Trim().Trim('/')).Intersect(found.Copies, StringComparer.Ordinal).Any();

    /// <param name="Name">empty: none</param>
    /// <param name="Image">where the stages that it builds on begin</param>
    /// <param name="Words">what is installed, and the image's own name</param>
    /// <param name="Files">that it copies from the project</param>
    /// <param name="IsClean">it copies single files alone, and removes nothing</param>
    private sealed record Read(string Name, string Image, IReadOnlyList<string> Words, IReadOnlyList<string> Files, bool IsClean)
    {
        public Read After(Instruction instruction, List<string> words) =>
            instruction.Name switch
            {
                "RUN" => this with
                {
                    Words = [.. Words, .. Installs().IsMatch(instruction.Arguments.Text) ? words.Select(word => word.TrimEnd(';')) : []],
                    IsClean = IsClean && !Removes().IsMatch(instruction.Arguments.Text),
                },
                "ADD" => this with { IsClean = false },
                "COPY" when instruction.Flags.All(flag => flag.ValueOf("from") is null) => words.Count > 1 && words.SkipLast(1).All(IsPlainFile)
                    ? this with
                    {
                        Files = [.. Files, .. words.SkipLast(1)],
                    }
                    : this with
                    {
                        IsClean = false,
                    },
                _ => this,
            };

        private static bool IsPlainFile(string word) => PlainFile().IsMatch(word);
    }

    [GeneratedRegex("\\b(apt-get|apt|dpkg)\\b.*\\binstall\\b", RegexOptions.Singleline)]
    private static partial Regex Installs();

    [GeneratedRegex("\\b(apt-get|apt)\\b[^;&|]*\\b(remove|purge|autoremove)\\b")]
    private static partial Regex Removes();

    [GeneratedRegex("^(?:.*/)?(?<name>[a-z0-9._-]+)(?::[^/]*)?$")]
    private static partial Regex ImageName();

    [GeneratedRegex("^[a-z0-9./_-]+:(?:[a-z0-9._]+-)*(?<suite>bookworm|trixie)(?:-slim|-[0-9]+)?$")]
    private static partial Regex Suites();

    [GeneratedRegex("^[A-Za-z0-9_][A-Za-z0-9._/-]*$")]
    private static partial Regex PlainFile();
}
