namespace Springform.Completion;

/// <summary>What a shell offers after a switch and its equals sign.</summary>
internal enum OfferedValues
{
    /// <summary>It is a flag.</summary>
    None,

    /// <summary>The switch takes a text that only people know.</summary>
    Any,

    /// <summary>One of a few words.</summary>
    Words,

    Tasks,

    /// <summary>Names of the project's targets.</summary>
    Targets,

    Folders,

    Files,
}
