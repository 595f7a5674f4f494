namespace Springform.Abi.Elf;

/// <summary>What a file says about its stack (PT_GNU_STACK, or the section .note.GNU-stack of an object).</summary>
internal enum StackMark
{
    NotExecutable,

    Executable,

    /// <summary>It says nothing: kernel and loader then take an executable stack where the processor's convention is one.</summary>
    None,
}
