using Springform.Ci;
using Springform.Files;
using Springform.Machine;
using Springform.Reporting;

namespace Springform.Compile;

/// <summary>What a command says, passed on and kept in a file, as the log of its leg has it: secrets masked.</summary>
internal sealed class RecordedLog(IOutput log, string path, Secrets secrets) : IOutput, IDisposable
{
    private readonly StreamWriter file = PlainFile.CreateText(path);

    public string Path => path;

    /// <summary>Where it is passed on to.</summary>
    public IOutput Shown => log;

    public void Line(string text)
    {
        log.Line(text);
        Write(text);
    }

    public void Detail(string text)
    {
        log.Detail(text);
        Write(text);
    }

    public void Dispose() => file.Dispose();

    // Standard output and standard error come from two threads.
    private void Write(string text)
    {
        lock (file)
        {
            file.Write(ShownText.Of(LegOutput.Masked(secrets, text), colours: false) + "\n");
        }
    }
}
