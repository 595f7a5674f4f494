using Springform.Errors;
using Springform.Plan;
using Springform.Planning.Dockerfiles;

namespace Springform.Planning;

/// <summary>Reads Dockerfiles and what is beside them, from the plan's facts.</summary>
internal sealed class BuildFiles(PlanFacts facts)
{
    /// <summary>E105 when it does not exist, E103 when it cannot be read.</summary>
    /// <param name="where">the key of the configuration that names it</param>
    public Dockerfile Dockerfile(string path, string where) =>
        facts.Texts.TryGetValue(path, out var text)
            ? Read(path, () => new Dockerfile(text))
            : throw new SpringformException(
                new Problem(ErrorCode.MissingFile, $"the Dockerfile {path} does not exist", $"springform.yaml, {where}", $"create {path}, or correct the path")
            );

    /// <summary>
    /// The files of a build context that docker would see: a .dockerignore of the Dockerfile's own (<c>NAME.dockerignore</c> beside it) goes before that of the
    /// context.
    /// </summary>
    /// <param name="folder">the context, relative to the project; "": the project itself</param>
    /// <returns>the files, and the ignore file that was asked; null: there is none</returns>
    public (FileSet Files, string? IgnoredBy) WithoutIgnored(FileSet files, string dockerfile, string folder)
    {
        var prefix = folder.Length == 0 ? "" : folder + "/";
        var path = IgnoreFilesOf(dockerfile, folder).FirstOrDefault(facts.Texts.ContainsKey);
        if (path is null)
        {
            return (files, null);
        }

        var ignore = Read(path, () => new IgnoreFile(facts.Texts[path]));
        return (new FileSet(files.Files.Where(file => !ignore.Excludes(file.Path[prefix.Length..]))), path);
    }

    /// <summary>Where docker looks for one, the first that exists is taken.</summary>
    public static IReadOnlyList<string> IgnoreFilesOf(string dockerfile, string folder) =>
        [$"{dockerfile}.dockerignore", folder.Length == 0 ? ".dockerignore" : $"{folder}/.dockerignore"];

    private static T Read<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DockerfileException error)
        {
            throw new SpringformException(
                new Problem(
                    ErrorCode.InvalidValue,
                    $"{path} cannot be read: {error.Message}",
                    $"{path}, line {error.Line}",
                    "correct the line; docker build would refuse it too"
                )
            );
        }
    }
}
