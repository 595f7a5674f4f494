namespace Springform.Plan;

public enum BaseSource
{
    Registry,
    Mirror,

    /// <summary>The image of a running container. Asked anew in each run, and never kept.</summary>
    Container,
}
