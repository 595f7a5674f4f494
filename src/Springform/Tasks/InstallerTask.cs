using Cake.Frosting;
using Springform.Fetch.Clients;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Writes an installer for people who run a program and do not build: from springform.fetch.lock, as FetchClient. E104 without --language, a pin, or programs.
/// </summary>
[TaskName("Installer")]
[TaskDescription("Writes an installer in sh or PowerShell for the programs that springform.fetch.lock pins")]
public sealed class InstallerTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var files = new ClientFiles(
            "Installer",
            ClientLanguage.Installers,
            context.Config.Fetch,
            context.Options,
            context.Folders.Root,
            context.Run.CallerFolder
        );
        context.Summary.Note("Installer", $"wrote {string.Join(", ", files.Write())}");
    }
}
