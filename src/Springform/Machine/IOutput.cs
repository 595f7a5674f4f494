namespace Springform.Machine;

/// <summary>Where the live output of a leg goes, line by line. Implementations add the leg's prefix, mask secrets and keep the log file.</summary>
internal interface IOutput
{
    /// <param name="text">one line without its line break</param>
    void Line(string text);
}
