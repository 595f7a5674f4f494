namespace Springform.Config;

/// <summary>Combinations of a matrix: those that have all of what is given here.</summary>
public sealed record MatrixCell
{
    /// <summary>A name of the matrix's bases. Default: any.</summary>
    public string? Base { get; init; }

    /// <summary>One of the matrix's platforms. Default: any.</summary>
    public string? Platform { get; init; }

    /// <summary>A name of the matrix's variants. Default: any.</summary>
    public string? Variant { get; init; }
}
