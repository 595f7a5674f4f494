using Springform.Names;

namespace Springform.Package.Formulas;

/// <summary>An archive that a package manager downloads.</summary>
/// <param name="Sha256">64 hex digits</param>
/// <param name="Top">the folder that holds all of it; null: none does</param>
internal sealed record FormulaArchive(Platform Platform, Uri Address, string Sha256, string? Top)
{
    /// <summary>Where a program lies in it.</summary>
    /// <param name="program">without the folder that holds all</param>
    public string PathOf(string program) => Top is null ? program : $"{Top}/{program}";
}
