namespace Springform.Package;

/// <summary>Names in dist/ that do not come from springform.yaml and are written above this module.</summary>
public static class DistFiles
{
    /// <summary>What each archive runs on, and every ELF file in it.</summary>
    public const string AbiReport = "abi.json";
}
