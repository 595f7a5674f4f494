using Springform.Errors;
using Springform.Reporting;

namespace Springform.Report;

/// <summary>Reads the record of the last run.</summary>
internal static class LastRunFile
{
    /// <summary>Null when there is none.</summary>
    /// <exception cref="SpringformException">E504 when it is not one that Springform wrote</exception>
    public static LastRun? Read(string path) => ReleaseDocuments.Read(path, LastRunJson.Default.LastRun);
}
