using Springform.Errors;
using Springform.Plan;

namespace Springform.Abi.Loading;

/// <summary>What the answers of a bare base mean for a release: E405 for each thing that does not start or load there.</summary>
internal sealed class LoadProblems(BuildPlan plan, LoadStep load)
{
    private string Where => $"step {load.Id}, image {plan.Base(load.BaseId).EngineReference}";

    public IEnumerable<Problem> Of(LoadAnswers answers, IReadOnlyList<string> executables, IReadOnlyList<string> sharedObjects) =>
        [
            .. Base(answers),
            .. executables.Select(path => Item(answers, path, LoadContainer.Started(path), "start", StartFix)).OfType<Problem>(),
            .. sharedObjects
                .Select(path => Item(answers, path, LoadContainer.Loaded(path), "load", LoadFix(executables.Count + sharedObjects.Count == 1)))
                .OfType<Problem>(),
        ];

    private IEnumerable<Problem> Base(LoadAnswers answers)
    {
        if (answers.Toolchain.Count > 0)
        {
            yield return new Problem(
                ErrorCode.LoadFailed,
                $"the base {load.BaseId} is not bare, so loading there proves nothing: it has {string.Join(", ", answers.Toolchain.Take(4))}",
                Where,
                "declare a base without compilers and -dev packages, and name it in smoke.bases"
            );
        }

        if (load.Glibc is not null && answers.Glibc is not null && load.Glibc != answers.Glibc)
        {
            yield return new Problem(
                ErrorCode.LoadFailed,
                $"the base {load.BaseId} has glibc {answers.Glibc}, but was taken for one with {load.Glibc}",
                Where,
                $"write glibc: \"{answers.Glibc}\" at the base in springform.yaml"
            );
        }
    }

    private const string StartFix = "build it on a base with an older glibc, or declare under smoke.run how it is started";

    // Where it is the only thing that could be tried, leaving it out leaves nothing to try.
    private string LoadFix(bool isOnlyOne) =>
        "build it on a base with an older glibc, pack what it needs, or, when it is a plugin that only its program can load, "
        + (isOnlyOne && load.Commands.Count == 0 ? "say so: smoke: {skip: \"a plugin of ...\"}" : "name it in smoke.except");

    private Problem? Item(LoadAnswers answers, string path, string item, string verb, string fix)
    {
        if (answers.FailureOf(item) is not { } failure)
            return null;
        var said = answers.Said(item);
        var glibc = answers.Glibc is null ? "" : $" (glibc {answers.Glibc})";
        return new Problem(ErrorCode.LoadFailed, $"{path} does not {verb} on {load.BaseId}{glibc}: {(said.Count > 0 ? said[0] : failure)}", Where, fix)
        {
            Details = [failure, .. said],
        };
    }
}
