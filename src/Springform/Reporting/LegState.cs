namespace Springform.Reporting;

public enum LegState
{
    Waiting,
    Running,
    Done,
    Failed,
}
