namespace Springform.Plan;

/// <summary>
/// The error codes; each belongs to one exit code. E1xx configuration and usage, E2xx ABI, E3xx environment and engine,
/// E4xx build steps, E5xx verification, E6xx publish.
/// </summary>
public sealed record ErrorCode(int Number, ExitCode ExitCode)
{
    // Configuration and usage
    public static readonly ErrorCode YamlSyntax = new(101, ExitCode.Configuration);
    public static readonly ErrorCode UnknownKey = new(102, ExitCode.Configuration);
    public static readonly ErrorCode InvalidValue = new(103, ExitCode.Configuration);
    public static readonly ErrorCode MissingKey = new(104, ExitCode.Configuration);
    public static readonly ErrorCode MissingFile = new(105, ExitCode.Configuration);
    public static readonly ErrorCode UnknownReference = new(106, ExitCode.Configuration);
    public static readonly ErrorCode DuplicateArtifact = new(107, ExitCode.Configuration);
    public static readonly ErrorCode UnusableName = new(108, ExitCode.Configuration);
    public static readonly ErrorCode MissingVariable = new(109, ExitCode.Configuration);
    public static readonly ErrorCode UnknownSwitch = new(110, ExitCode.Configuration);
    public static readonly ErrorCode UnknownTask = new(111, ExitCode.Configuration);
    public static readonly ErrorCode NotStarted = new(112, ExitCode.Configuration);
    public static readonly ErrorCode NoRepository = new(120, ExitCode.Configuration);
    public static readonly ErrorCode ShallowClone = new(121, ExitCode.Configuration);
    public static readonly ErrorCode InvalidVersion = new(122, ExitCode.Configuration);
    public static readonly ErrorCode NoSuchTarget = new(130, ExitCode.NothingSelected);

    // ABI
    public static readonly ErrorCode UnreadableElf = new(201, ExitCode.AbiPolicy);
    public static readonly ErrorCode UnreadableArchive = new(202, ExitCode.AbiPolicy);
    public static readonly ErrorCode NothingToCheck = new(203, ExitCode.AbiPolicy);
    public static readonly ErrorCode UnusedException = new(204, ExitCode.AbiPolicy);
    public static readonly ErrorCode PrivateVersion = new(210, ExitCode.AbiPolicy);
    public static readonly ErrorCode LibraryNotAllowed = new(211, ExitCode.AbiPolicy);
    public static readonly ErrorCode WrongCLibrary = new(212, ExitCode.AbiPolicy);
    public static readonly ErrorCode NotStatic = new(213, ExitCode.AbiPolicy);
    public static readonly ErrorCode VersionTooNew = new(214, ExitCode.AbiPolicy);
    public static readonly ErrorCode WrongMachine = new(215, ExitCode.AbiPolicy);
    public static readonly ErrorCode ProcessorTooNew = new(216, ExitCode.AbiPolicy);
    public static readonly ErrorCode ExecutableStack = new(217, ExitCode.AbiPolicy);
    public static readonly ErrorCode TextRelocations = new(218, ExitCode.AbiPolicy);
    public static readonly ErrorCode NotStableAbi = new(219, ExitCode.AbiPolicy);

    // Environment and engine
    public static readonly ErrorCode NoEngine = new(301, ExitCode.Environment);
    public static readonly ErrorCode EngineNotRunning = new(302, ExitCode.Environment);
    public static readonly ErrorCode MissingTool = new(303, ExitCode.Environment);
    public static readonly ErrorCode MissingCapability = new(304, ExitCode.Environment);
    public static readonly ErrorCode DiskFull = new(305, ExitCode.Environment);
    public static readonly ErrorCode Locked = new(306, ExitCode.Environment);
    public static readonly ErrorCode BaseUnavailable = new(307, ExitCode.Environment);
    public static readonly ErrorCode ProvisionFailed = new(308, ExitCode.Environment);
    public static readonly ErrorCode EngineFailed = new(309, ExitCode.Environment);

    /// <summary>Of build.sh and build.ps1.</summary>
    public static readonly ErrorCode NoPackageRegistry = new(310, ExitCode.Environment);

    public static readonly ErrorCode Unhealthy = new(311, ExitCode.Environment);

    // What the operating system refuses: one table, Files/SystemFault.
    public static readonly ErrorCode NoPermission = new(312, ExitCode.Environment);
    public static readonly ErrorCode ReadOnly = new(313, ExitCode.Environment);
    public static readonly ErrorCode WrongFileKind = new(314, ExitCode.Environment);
    public static readonly ErrorCode TooLong = new(315, ExitCode.Environment);
    public static readonly ErrorCode LimitReached = new(316, ExitCode.Environment);
    public static readonly ErrorCode FileFailed = new(317, ExitCode.Environment);

    // Build steps
    public static readonly ErrorCode ImageBuildFailed = new(401, ExitCode.StepFailed);
    public static readonly ErrorCode CommandFailed = new(402, ExitCode.StepFailed);
    public static readonly ErrorCode NoOutput = new(403, ExitCode.StepFailed);
    public static readonly ErrorCode RecipeContents = new(404, ExitCode.StepFailed);
    public static readonly ErrorCode LoadFailed = new(405, ExitCode.StepFailed);
    public static readonly ErrorCode MissingInput = new(406, ExitCode.StepFailed);
    public static readonly ErrorCode DuplicateEntry = new(407, ExitCode.StepFailed);
    public static readonly ErrorCode UnkeepableOutput = new(408, ExitCode.StepFailed);

    // Wheels
    public static readonly ErrorCode NotNative = new(420, ExitCode.StepFailed);
    public static readonly ErrorCode WrongWheel = new(421, ExitCode.StepFailed);
    public static readonly ErrorCode WheelTestFailed = new(422, ExitCode.StepFailed);
    public static readonly ErrorCode RepairFailed = new(423, ExitCode.StepFailed);
    public static readonly ErrorCode IndexWouldRefuse = new(424, ExitCode.StepFailed);

    // Verification
    public static readonly ErrorCode ChecksumMismatch = new(501, ExitCode.Verification);
    public static readonly ErrorCode UnsafeArchive = new(502, ExitCode.Verification);
    public static readonly ErrorCode CorruptArchive = new(503, ExitCode.Verification);
    public static readonly ErrorCode BrokenLedger = new(504, ExitCode.Verification);
    public static readonly ErrorCode MergeRefused = new(505, ExitCode.Verification);
    public static readonly ErrorCode SecretInOutput = new(506, ExitCode.Verification);
    public static readonly ErrorCode WrongRecord = new(511, ExitCode.Verification);

    // Pushing builders to a registry
    public static readonly ErrorCode PushRefused = new(631, ExitCode.PublishIncomplete);
    public static readonly ErrorCode PushIncomplete = new(632, ExitCode.PublishIncomplete);
    public static readonly ErrorCode PushConflict = new(633, ExitCode.Verification);
    public static readonly ErrorCode NotPushable = new(634, ExitCode.Configuration);

    // Publishing to a package index
    public static readonly ErrorCode IndexRefused = new(651, ExitCode.PublishIncomplete);
    public static readonly ErrorCode IndexIncomplete = new(652, ExitCode.PublishIncomplete);
    public static readonly ErrorCode IndexConflict = new(653, ExitCode.Verification);
    public static readonly ErrorCode NotUploadable = new(654, ExitCode.Configuration);

    // Publish
    public static readonly ErrorCode NotReleasable = new(601, ExitCode.Configuration);
    public static readonly ErrorCode IncompleteDist = new(602, ExitCode.Verification);
    public static readonly ErrorCode NoReleaseServer = new(603, ExitCode.Configuration);
    public static readonly ErrorCode AlreadyPublished = new(604, ExitCode.Configuration);
    public static readonly ErrorCode ReleaseRefused = new(605, ExitCode.PublishIncomplete);
    public static readonly ErrorCode ReleaseIncomplete = new(606, ExitCode.PublishIncomplete);
    public static readonly ErrorCode ImmutableRelease = new(607, ExitCode.Configuration);

    public override string ToString() => $"E{Number}";
}
