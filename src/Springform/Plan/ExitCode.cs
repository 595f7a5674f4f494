namespace Springform.Plan;

/// <summary>The process exit codes, as the README's table lists them.</summary>
public enum ExitCode
{
    Done = 0,
    StepFailed = 1,
    Configuration = 2,
    NothingSelected = 3,
    Environment = 4,
    AbiPolicy = 5,
    Verification = 6,
    PublishIncomplete = 7,
    Bug = 70,
    Cancelled = 130,
}
