namespace Springform.Config;

/// <summary>What follows a switch.</summary>
public enum OptionKind
{
    /// <summary>Nothing, or =true or =false.</summary>
    Flag,

    /// <summary>A value, as =VALUE or as the next argument.</summary>
    Value,

    /// <summary>A value; the switch may stand several times.</summary>
    Values,
}
