namespace Springform.Engine;

public enum DoctorStatus
{
    Ok,

    /// <summary>Builds may work; something that some of them need is missing.</summary>
    Warn,

    /// <summary>No build will work.</summary>
    Fail,
}
