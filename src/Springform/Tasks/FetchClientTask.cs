using Cake.Frosting;
using Springform.Fetch.Clients;
using Springform.Pipeline;

namespace Springform.Tasks;

/// <summary>
/// Writes a client for one library, from springform.fetch.lock: what Fetch does, for people without .NET. E104 without --language, or when nothing is pinned.
/// </summary>
[TaskName("FetchClient")]
[TaskDescription("Writes a download client in sh, Go, CMake or PowerShell for the libraries that springform.fetch.lock pins")]
public sealed class FetchClientTask : FrostingTask<BuildContext>
{
    public override void Run(BuildContext context)
    {
        var files = new ClientFiles("FetchClient", ClientLanguage.All, context.Config.Fetch, context.Options, context.Folders.Root, context.Run.CallerFolder);
        context.Summary.Note("FetchClient", $"wrote {string.Join(", ", files.Write())}");
    }
}
