namespace Springform.Config;

/// <summary>A place in a text file; both count from 1, columns in UTF-16 units as editors do.</summary>
internal readonly record struct SourcePosition(int Line, int Column)
{
    public override string ToString() => $"{Line}:{Column}";
}
