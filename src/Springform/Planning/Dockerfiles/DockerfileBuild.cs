using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Planning.Dockerfiles;

/// <summary>One build of a Dockerfile: the stages that lead to its target, and the images that these need.</summary>
internal sealed class DockerfileBuild
{
    private readonly Dockerfile file;
    private readonly string path;
    private readonly BuildRequest request;
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly List<Problem> problems = [];
    private readonly List<ResolvedStage> stages = [];
    private readonly HashSet<ResolvedStage> reachable = [];

    /// <param name="path">of the Dockerfile, for messages</param>
    /// <exception cref="SpringformException">E103, E106: what the file says cannot be built, all at once</exception>
    public DockerfileBuild(Dockerfile file, string path, BuildRequest request)
    {
        (this.file, this.path, this.request) = (file, path, request);
        ReadArguments();
        foreach (var stage in file.Stages)
        {
            stages.Add(Resolve(stage));
        }

        foreach (var use in file.Stages.SelectMany(stage => stage.Uses).Where(use => use.Name.Contains('$', StringComparison.Ordinal)))
        {
            problems.Add(
                At(use.Line, $"{use.Flag.Text} names no image: arguments have no value there", $"write FROM {use.Name} AS NAME before it, and from=NAME here")
            );
        }

        if (Target() is { } target)
        {
            Reach(target);
        }

        if (problems.Count > 0)
        {
            throw new SpringformException(problems);
        }
    }

    /// <summary>The stage to build as the file spells it; null: the last.</summary>
    public string? Stage => request.Stage is null ? null : Target()?.Stage.Name;

    /// <summary>In order of appearance, without scratch and stages.</summary>
    public IReadOnlyList<ImageUse> Images => [.. Mentions().Select(mention => mention.Use).Distinct()];

    /// <summary>The image of the directive <c># syntax=</c>, which reads the file instead of the engine's own reader; null: none.</summary>
    public string? Frontend => file.Directives.Syntax;

    /// <summary>Whether a value for it can make a difference.</summary>
    public bool Declares(string argument) =>
        file.Arguments.Any(declared => declared.Name == argument) || reachable.Any(stage => stage.Stage.Arguments.Contains(argument));

    /// <summary>
    /// The file with the images that it is built from: the rest stays as it is. What an argument names is written out, because not every engine knows all
    /// forms of arguments.
    /// </summary>
    public string Write(Func<ImageUse, string> image, Func<string, string> frontend)
    {
        var edits = Mentions().Select(mention => (mention.Span, Text: mention.With(image(mention.Use)))).Concat(Written());
        if (Frontend is { } syntax)
        {
            edits = edits.Append((file.Directives.SyntaxSpan, frontend(syntax)));
        }

        var text = file.Text;
        foreach (var (span, replacement) in edits.OrderByDescending(edit => edit.Item1.Start))
        {
            text = text[..span.Start] + replacement + text[span.End..];
        }

        return text;
    }

    private sealed record ResolvedStage(Stage Stage, string Base, ResolvedStage? BaseStage, string Platform);

    private sealed record Mention(ImageUse Use, SourceSpan Span, Func<string, string> With);

    private void ReadArguments()
    {
        foreach (var (name, value) in PlatformArguments.Of(request.Platform, request.TargetPlatform))
        {
            values[name] = request.Arguments.GetValueOrDefault(name) ?? value;
        }

        values["TARGETSTAGE"] = request.Stage ?? file.Stages[^1].Name ?? "default";
        foreach (var (name, value, line) in file.Arguments)
        {
            if (request.Arguments.TryGetValue(name, out var given))
            {
                values[name] = given;
            }
            else if (value is not null)
            {
                values[name] = Expand(value, line);
            }
        }
    }

    private ResolvedStage Resolve(Stage stage)
    {
        var image = Expand(stage.Base.Text, stage.Line);
        // AS takes a name in any case and FROM in lower case only, as that of an image.
        var known = stages.LastOrDefault(earlier => earlier.Stage.Name?.ToLowerInvariant() == image);
        if (known is null && image != "scratch" && !request.IsImage(image))
        {
            problems.Add(NoImage(stage, image));
        }

        return new ResolvedStage(stage, image, known, PlatformOf(stage));
    }

    private Problem NoImage(Stage stage, string image) =>
        At(
            stage.Line,
            stage.Base.Text.Contains('$', StringComparison.Ordinal)
                ? $"FROM {Quoted.Of(stage.Base.Text)} names no image: "
                    + $"{(image.Length == 0 ? "an argument in it has no value" : $"with its arguments it is {Quoted.Of(image)}")}"
                : $"FROM {Quoted.Of(stage.Base.Text)} names no image",
            image.Length == 0 || stage.Base.Text.Contains('$', StringComparison.Ordinal)
                ? "write ARG NAME=value before the first FROM, or set it under args:"
                : Nearest.Hint(
                    image,
                    [.. stages.Select(earlier => earlier.Stage.Name?.ToLowerInvariant()).OfType<string>()],
                    "write it in lower case, as docker pull takes it"
                )
        );

    private string PlatformOf(Stage stage)
    {
        if (stage.Platform?.ValueOf("platform") is not { } written)
        {
            return request.Platform.Docker;
        }

        var name = Expand(written, stage.Line);
        var platform = Platform.OfContainers.FirstOrDefault(known =>
            known.Docker == (name == "linux/arm64/v8" ? "linux/arm64" : name) || known.Docker == $"linux/{name}"
        );
        if (platform is null)
        {
            problems.Add(
                At(
                    stage.Line,
                    $"FROM {stage.Platform.Text} names {(name.Length == 0 ? "no platform" : $"the platform {Quoted.Of(name)}, which is not known")}",
                    Platform.Hint(name, Platform.OfContainers)
                )
            );
        }

        return platform?.Docker ?? request.Platform.Docker;
    }

    private ResolvedStage? Target()
    {
        if (request.Stage is not { } name)
        {
            return stages[^1];
        }

        var target = stages.LastOrDefault(stage => stage.Stage.IsNamed(name));
        if (target is null)
        {
            var names = stages.Select(stage => stage.Stage.Name).OfType<string>().ToList();
            problems.Add(
                new Problem(
                    ErrorCode.UnknownReference,
                    $"{path} has no stage {Quoted.Of(name)}",
                    request.StagePlace,
                    Nearest.Hint(name, names, $"write AS {name} behind its FROM")
                )
            );
        }

        return target;
    }

    private void Reach(ResolvedStage stage)
    {
        if (!reachable.Add(stage))
        {
            return;
        }

        foreach (var next in UsesOf(stage).Select(StageOf).Append(stage.BaseStage).OfType<ResolvedStage>())
        {
            Reach(next);
        }
    }

    /// <summary>Its own, and the triggers of the stage that it builds on.</summary>
    private static IEnumerable<SourceUse> UsesOf(ResolvedStage stage) => stage.Stage.Uses.Concat(stage.BaseStage?.Stage.Triggers ?? []);

    private ResolvedStage? StageOf(SourceUse use) =>
        use.CountsStages && int.TryParse(use.Name, out var index) && index >= 0 && index < stages.Count
            ? stages[index]
            : stages.LastOrDefault(stage => stage.Stage.IsNamed(use.Name));

    private IEnumerable<Mention> Mentions() => reachable.OrderBy(stage => stage.Stage.Index).SelectMany(MentionsOf).DistinctBy(mention => mention.Span);

    private IEnumerable<Mention> MentionsOf(ResolvedStage stage)
    {
        if (stage.BaseStage is null && stage.Base != "scratch")
        {
            yield return new Mention(new ImageUse(stage.Base, stage.Platform, stage.Stage.Line), stage.Stage.Base.Span, image => image);
        }

        foreach (var use in UsesOf(stage).Where(use => use.Name != "scratch" && StageOf(use) is null))
        {
            yield return new Mention(
                new ImageUse(use.Name, request.Platform.Docker, use.Line),
                use.Flag.Span,
                image => Flag.Write(use.With(image), file.Directives.Escape)
            );
        }
    }

    /// <summary>Stages and platforms that an argument names.</summary>
    private IEnumerable<(SourceSpan Span, string Text)> Written()
    {
        foreach (var stage in reachable)
        {
            if ((stage.BaseStage is not null || stage.Base == "scratch") && stage.Stage.Base.Text != stage.Base)
            {
                yield return (stage.Stage.Base.Span, stage.Base);
            }

            if (stage.Stage.Platform is { } flag && flag.Text.Contains('$', StringComparison.Ordinal))
            {
                yield return (flag.Span, $"--platform={stage.Platform}");
            }
        }
    }

    private string Expand(string word, int line)
    {
        try
        {
            return WordExpansion.Expand(word, file.Directives.Escape, values.GetValueOrDefault);
        }
        catch (FormatException error)
        {
            problems.Add(At(line, $"{word} cannot be expanded: {error.Message}", "see \"Environment replacement\" in the Dockerfile reference"));
            return "";
        }
    }

    private Problem At(int line, string what, string fix) => new(ErrorCode.UnknownReference, what, $"{path}, line {line}", fix);
}
