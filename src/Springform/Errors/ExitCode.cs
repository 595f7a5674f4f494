namespace Springform.Errors;

/// <summary>The process exit codes; docs/reference/exit-codes.md is made from them.</summary>
public enum ExitCode
{
    /// <summary>Everything that was asked for is done.</summary>
    Done = 0,

    /// <summary>A build step failed: an image, a command, a test, an archive.</summary>
    StepFailed = 1,

    /// <summary>The configuration or the command line is wrong, or does not fit the state of the project.</summary>
    Configuration = 2,

    /// <summary>Nothing was selected: --only names no target.</summary>
    NothingSelected = 3,

    /// <summary>The machine lacks something: an engine, a tool, room on the disk, a permission.</summary>
    Environment = 4,

    /// <summary>A file does not hold to its ABI policy or its platform.</summary>
    AbiPolicy = 5,

    /// <summary>A verification failed: a checksum, a ledger, a part, an output that holds a secret.</summary>
    Verification = 6,

    /// <summary>Publishing was not completed. Run the same command again: it resumes.</summary>
    PublishIncomplete = 7,

    /// <summary>A bug in Springform. Please report it with the lines that are shown.</summary>
    Bug = 70,

    /// <summary>The run was cancelled. What was started is stopped and removed.</summary>
    Cancelled = 130,
}
