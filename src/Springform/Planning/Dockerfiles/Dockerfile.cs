using System.Text.RegularExpressions;

namespace Springform.Planning.Dockerfiles;

/// <summary>
/// A Dockerfile as BuildKit reads it, as far as a plan needs: directives, global arguments, stages, and where stages and images are named.
/// What docker would refuse for other reasons is left to docker.
/// </summary>
internal sealed partial class Dockerfile
{
    private readonly List<(string Name, string? Value, int Line)> arguments = [];
    private readonly List<Stage> stages = [];
    private readonly HashSet<string> environment = new(StringComparer.Ordinal);

    /// <exception cref="DockerfileException">the first thing that cannot be read</exception>
    public Dockerfile(string text)
    {
        Text = text;
        Directives = Directives.Of(text);
        var lines = new LogicalLines(text, Directives.Escape);
        while (lines.Next() is { } line)
        {
            var instruction = Instruction.Parse(line, Directives.Escape);
            Add(instruction);
            foreach (var heredoc in instruction.Heredocs(line.Text))
            {
                lines.Skip(heredoc);
            }
        }

        if (stages.Count == 0)
        {
            throw new DockerfileException(1, "it has no FROM");
        }
    }

    public string Text { get; }

    public Directives Directives { get; }

    /// <summary>ARG before the first FROM, in order; the values with their quotes.</summary>
    public IReadOnlyList<(string Name, string? Value, int Line)> Arguments => arguments;

    public IReadOnlyList<Stage> Stages => stages;

    /// <summary>Names that ENV sets in any stage.</summary>
    public IReadOnlySet<string> Environment => environment;

    private void Add(Instruction instruction)
    {
        switch (instruction.Name)
        {
            case "FROM":
                stages.Add(From(instruction));
                break;
            case "ARG":
                foreach (var word in instruction.QuotedWords(Directives.Escape))
                {
                    Argument(word.Split('=', 2), instruction.Line);
                }

                break;
            case "ENV":
                environment.UnionWith(Names([.. instruction.QuotedWords(Directives.Escape)]));
                break;
        }

        if (instruction.Name is "FROM" or "ARG")
        {
            return;
        }

        if (stages.Count == 0)
        {
            throw new DockerfileException(instruction.Line, $"{instruction.Name} comes before the first FROM, where only ARG is allowed");
        }

        stages[^1].Uses.AddRange(SourceUse.In(instruction));
        stages[^1].GivenMounts.AddRange(SourceUse.GivenMounts(instruction));
        stages[^1].Triggers.AddRange(instruction.Trigger is { } trigger ? SourceUse.In(trigger) : []);
    }

    private void Argument(string[] pair, int line)
    {
        if (stages.Count == 0)
        {
            arguments.Add((pair[0], pair.ElementAtOrDefault(1), line));
        }
        else
        {
            stages[^1].Arguments.Add(pair[0]);
        }
    }

    private Stage From(Instruction instruction)
    {
        var words = instruction.Arguments.Words();
        var isNamed = words.Count == 3 && words[1].Text.Equals("AS", StringComparison.OrdinalIgnoreCase);
        if (!isNamed && words.Count != 1)
        {
            throw new DockerfileException(instruction.Line, "FROM takes an image, or an image with AS and a name");
        }

        if (isNamed && !StageName().IsMatch(words[2].Text))
        {
            throw new DockerfileException(
                instruction.Line,
                $"{words[2].Text} cannot be the name of a stage: it begins with a letter and has letters, digits, '-', '_' and '.'"
            );
        }

        return new Stage(
            stages.Count,
            isNamed ? words[2].Text : null,
            words[0],
            instruction.Flags.FirstOrDefault(flag => flag.ValueOf("platform") is not null)
        );
    }

    // ENV NAME value is the old form.
    private static IEnumerable<string> Names(IReadOnlyList<string> words) =>
        words.Count > 0 && !words[0].Contains('=', StringComparison.Ordinal) ? [words[0]] : words.Select(word => word.Split('=')[0]);

    [GeneratedRegex("^[a-z][a-z0-9_.-]*\\z", RegexOptions.IgnoreCase)]
    private static partial Regex StageName();
}
