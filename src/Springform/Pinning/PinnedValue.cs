namespace Springform.Pinning;

/// <summary>A value as a file has it.</summary>
/// <param name="Pin">the pin's name</param>
/// <param name="File">relative to the project</param>
/// <param name="Line">counts from 1</param>
internal sealed record PinnedValue(string Pin, string File, int Line, string Value)
{
    public string Place => $"{File}:{Line}";
}
