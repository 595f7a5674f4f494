namespace Springform.Engine.Health;

/// <summary>One thing that the doctor looked at.</summary>
/// <param name="Check">a noun: engine, builder, disk</param>
/// <param name="Found">what is there, with versions and figures</param>
/// <param name="Remedy">what to do, a command where there is one; empty when all is well</param>
internal sealed record DoctorRow(string Check, DoctorStatus Status, string Found, string Remedy = "");

internal enum DoctorStatus
{
    Ok,

    /// <summary>Builds may work; something that some of them need is missing.</summary>
    Warn,

    /// <summary>No build will work.</summary>
    Fail,
}
