namespace Springform.Pipeline;

public enum LegState
{
    Waiting,
    Running,
    Done,
    Failed,
}
