namespace Springform.Plan;

public enum BaseSource
{
    Registry,
    Mirror,
}
