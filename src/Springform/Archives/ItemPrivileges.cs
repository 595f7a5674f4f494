namespace Springform.Archives;

/// <summary>What a file's mode says beyond reading, writing and executing, with the values that it has there; and Linux file capabilities.</summary>
[Flags]
public enum ItemPrivileges
{
    None = 0,
    Sticky = 0x200,
    SetGroupId = 0x400,
    SetUserId = 0x800,

    /// <summary>The three that are part of a mode.</summary>
    Bits = Sticky | SetGroupId | SetUserId,
    Capabilities = 0x1000,
}
