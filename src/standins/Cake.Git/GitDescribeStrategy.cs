namespace Cake.Git;

/// <summary>What counts as a name: annotated tags, every tag, or every ref.</summary>
public enum GitDescribeStrategy
{
    Default = 0,
    Tags = 1,
    All = 2,
}
