namespace Springform.Reporting;

internal enum LegState
{
    Waiting,
    Running,
    Done,
    Failed,
}
