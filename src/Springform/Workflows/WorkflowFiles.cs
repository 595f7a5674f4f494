using System.Text;
using Springform.Errors;
using Springform.Files;
using Springform.Machine;

namespace Springform.Workflows;

/// <summary>
/// The workflows of a repository. A file that nobody edited since Springform wrote it is written anew; an edited one is never written over: what of ours is
/// missing or changed in it is told.
/// </summary>
/// <param name="root">full path of the repository's top</param>
/// <param name="text">the workflow as it would be written</param>
internal sealed class WorkflowFiles(string root, Func<CiSystem, string> text, IOutput output)
{
    /// <returns>what was done, for people</returns>
    /// <exception cref="SpringformException">E543 an edited file lacks something of ours, or has it in another way</exception>
    public string Write(CiSystem system)
    {
        var written = WorkflowSeal.With(text(system));
        if (Read(system) is { } there)
        {
            if (there == written)
                return $"nothing to do: {system.Path} is what springform.yaml asks for";
            if (!WorkflowSeal.IsUnbroken(there))
            {
                Throw(Differences(system, there));
                return $"nothing to do: {system.Path} was edited, and has everything that springform.yaml asks for";
            }
        }

        Replace(system, written);
        return $"wrote {system.Path}";
    }

    /// <summary>Compares each workflow that is there. One of a CI system that Springform did not write is the user's own.</summary>
    /// <returns>how many were compared</returns>
    /// <exception cref="SpringformException">E543, for all of them at once</exception>
    public int Check()
    {
        var found = CiSystem
            .All.Select(system => (System: system, Text: Read(system)))
            .Where(file => file.Text is not null && (file.System == CiSystem.GitHub || WorkflowSeal.IsThere(file.Text)))
            .ToList();
        Throw([.. found.SelectMany(file => Differences(file.System, file.Text!))]);
        return found.Count;
    }

    /// <summary>Pins the actions of the workflow of GitHub as the table says. All else in the file stays, byte for byte.</summary>
    /// <returns>how many uses changed</returns>
    /// <exception cref="SpringformException">E105 there is no workflow</exception>
    public int MovePins()
    {
        var there =
            Read(CiSystem.GitHub)
            ?? throw new SpringformException(
                new Problem(
                    ErrorCode.MissingFile,
                    $"there is no {CiSystem.GitHub.Path} whose actions could be pinned",
                    CiSystem.GitHub.Path,
                    "write it with --target=Workflow"
                )
            );
        var moved = 0;
        void Moved(string used, ActionPin pin)
        {
            moved++;
            output.Line($"    {used} -> {pin.Version}");
        }

        var pinned = ActionPin.Pin(there, Moved);
        if (moved > 0)
            Replace(CiSystem.GitHub, WorkflowSeal.IsUnbroken(there) ? WorkflowSeal.With(WorkflowSeal.BodyOf(pinned)) : pinned);
        return moved;
    }

    private IReadOnlyList<Problem> Differences(CiSystem system, string there)
    {
        try
        {
            var ours = WorkflowYaml.Read(text(system), "the generated workflow");
            var actual = WorkflowYaml.Read(there, system.Path);
            var missing = new WorkflowComparison(system, system.Path).Compare(ours, actual);
            return WorkflowSeal.IsUnbroken(there) ? Unedited(system, missing, new WorkflowComparison(system, system.Path).Compare(actual, ours)) : missing;
        }
        catch (SpringformException unreadable)
        {
            return unreadable.Problems;
        }
    }

    /// <summary>Where nobody added anything, what springform.yaml does not ask for any more is left over.</summary>
    private static IReadOnlyList<Problem> Unedited(CiSystem system, IReadOnlyList<Problem> missing, IReadOnlyList<Problem> reversed)
    {
        const string isMissing = " is missing";
        var leftOver = reversed
            .Where(problem => problem.What.EndsWith(isMissing, StringComparison.Ordinal))
            .Select(problem => problem with { What = $"{problem.What[..^isMissing.Length]} is not asked for any more", Where = system.Path });
        return [.. missing.Concat(leftOver).Select(problem => problem with { Fix = "run --target=Workflow: nobody edited the file, and it is written anew" })];
    }

    private static void Throw(IReadOnlyList<Problem> problems)
    {
        if (problems.Count > 0)
            throw new SpringformException(problems);
    }

    private string? Read(CiSystem system) =>
        Path.Exists(PathOf(system)) ? SystemFault.Guard(PathOf(system), () => PlainFile.ReadAllText(PathOf(system))) : null;

    private string PathOf(CiSystem system) => Path.Combine(root, system.Path);

    private void Replace(CiSystem system, string content) =>
        AtomicFile.Write(
            PathOf(system),
            file =>
            {
                file.Write(Encoding.UTF8.GetBytes(content));
                return true;
            }
        );
}
