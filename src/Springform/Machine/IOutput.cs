namespace Springform.Machine;

/// <summary>Where the live output of a leg goes, line by line. Implementations add the leg's prefix, mask secrets and keep the log file.</summary>
internal interface IOutput
{
    /// <param name="text">one line without its line break</param>
    void Line(string text);

    /// <summary>
    /// A line that another program says about work of ours, such as an image build: of interest when it fails. It is in the log, and passes by on a terminal.
    /// </summary>
    void Detail(string text) => Line(text);
}
