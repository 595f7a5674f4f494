using Springform.Errors;
using Springform.Names;
using Springform.Plan;

namespace Springform.Images;

/// <summary>
/// What a recipe's last stage must hold: <c>bin/&lt;arch&gt;/</c> with programs for that processor, and under <c>source/&lt;tool&gt;/</c> and
/// <c>licenses/&lt;tool&gt;/</c> what has to be handed on with them. A recipe without any <c>bin/</c> ships sources only (of a static library, say).
/// </summary>
internal static class RecipeContents
{
    private const string Bin = "bin";
    private static readonly string[] Handed = ["licenses", "source"];

    /// <summary>The folders of the image that are taken; everything else in it is left behind.</summary>
    public static readonly IReadOnlyList<string> Folders = [Bin, .. Handed];

    /// <summary>E404 with everything that is wrong at once.</summary>
    /// <param name="root">the unpacked result</param>
    public static void Check(RecipeStep recipe, string root)
    {
        List<Problem> problems = [.. Programs(recipe, root), .. Obligations(recipe, root)];
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    /// <summary>E404: mostly /bin of a distribution's image, which is a link to /usr/bin.</summary>
    public static SpringformException NotAFolder(RecipeStep recipe, string folder) =>
        new(New(recipe, $"/{folder} is not a plain folder", "end the Dockerfile in a stage of its own, FROM scratch, that holds the results alone"));

    /// <summary>E404: results are handed on with plain modes.</summary>
    public static SpringformException Privileged(RecipeStep recipe, IEnumerable<string> paths) =>
        new([
            .. paths
                .Order(StringComparer.Ordinal)
                .Take(20)
                .Select(path =>
                    New(
                        recipe,
                        $"/{path} has the setuid or setgid bit or Linux capabilities, which would be left behind",
                        "take them away in the Dockerfile (chmod ug-s, setcap -r), and let what installs the program set them"
                    )
                ),
        ]);

    private static IEnumerable<Problem> Programs(RecipeStep recipe, string root)
    {
        var bin = new DirectoryInfo(Path.Combine(root, Bin));
        var kernel = Platform.Of(recipe.Platform).Kernel;
        if (!bin.Exists)
            yield break;
        foreach (var stray in bin.EnumerateFileSystemInfos().Where(entry => entry.Name != kernel).OrderBy(entry => entry.Name, StringComparer.Ordinal).Take(3))
            yield return New(
                recipe,
                $"/bin/{stray.Name} lies outside of /bin/{kernel}/",
                $"put programs into /bin/$TOOL_ARCH/ (here {kernel}), in a last stage FROM scratch"
            );
        var own = Path.Combine(bin.FullName, kernel);
        if (!HasFiles(own))
        {
            yield return New(recipe, $"/bin/{kernel}/ has no files", $"COPY the programs to /bin/$TOOL_ARCH/ (here {kernel}) in the last stage");
            yield break;
        }

        foreach (var file in Directory.EnumerateFiles(own, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(IsRegular))
        {
            if (ElfMachine.Of(file) is { } machine && machine != kernel)
                yield return New(
                    recipe,
                    $"/{Path.GetRelativePath(root, file)} is a program for {machine}, not {kernel}",
                    "compile it for $TOOL_ARCH, with a cross compiler where that is another processor"
                );
        }
    }

    // A program's source lies under the tool's own name. A sources-only recipe names its folders by what lies in them: /source/glibc/.
    private static IEnumerable<Problem> Obligations(RecipeStep recipe, string root)
    {
        var own = Directory.Exists(Path.Combine(root, Bin)) ? $"{recipe.Tool}/" : "";
        return Handed
            .Where(folder => !HasFiles(Path.Combine(root, folder, own)))
            .Select(folder =>
                New(
                    recipe,
                    $"/{folder}/{own} has no files",
                    $"COPY the {(folder == "source" ? "upstream source" : "licence texts")} to /{folder}/{own} in the last stage"
                )
            );
    }

    private static bool HasFiles(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();

    private static bool IsRegular(string path) => new FileInfo(path).LinkTarget is null;

    private static Problem New(RecipeStep recipe, string what, string fix) =>
        new(ErrorCode.RecipeContents, $"{recipe.Tool}: {what}", $"recipe {recipe.Id}, {recipe.Context}", fix);
}
