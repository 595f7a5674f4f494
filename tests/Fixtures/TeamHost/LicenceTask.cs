using Cake.Frosting;
using Springform.Errors;
using Springform.Pipeline;
using Springform.Tasks;

namespace TeamHost;

/// <summary>Runs before every plan. E901 a package comes without the licence.</summary>
[TaskName("Licence")]
[TaskDescription("Every package has the licence")]
[IsDependeeOf(typeof(PlanTask))]
public sealed class LicenceTask : FrostingTask<BuildContext>
{
    private static readonly ErrorCode Missing = new(901, ExitCode.Configuration, "A package comes without the licence.", "Add the file LICENSE.");

    public override void Run(BuildContext context)
    {
        var bare = context.Config.Packages.Where(package => package.Files.All(file => file.From != "LICENSE")).ToList();
        if (bare.Count > 0)
        {
            throw new SpringformException([
                .. bare.Select(package => new Problem(Missing, $"{package.Archive} has no licence", "packages", "add LICENSE to its files")),
            ]);
        }
    }
}
