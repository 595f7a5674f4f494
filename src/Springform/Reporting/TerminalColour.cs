namespace Springform.Reporting;

/// <summary>ECMA-48 SGR codes.</summary>
internal enum TerminalColour
{
    Bold = 1,
    Dim = 2,
    Red = 31,
    Green = 32,
    Yellow = 33,
    Cyan = 36,
}
