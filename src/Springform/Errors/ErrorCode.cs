namespace Springform.Errors;

/// <summary>
/// The error codes; each belongs to one exit code. E1xx configuration and usage, E2xx ABI, E3xx environment and engine,
/// E4xx build steps, E5xx verification, E6xx publish. docs/reference/errors.md is made from them.
/// </summary>
/// <param name="Meaning">one or two sentences of Markdown: what has happened</param>
/// <param name="Remedy">one or two sentences of Markdown: how to mend it</param>
public sealed record ErrorCode(int Number, ExitCode ExitCode, string Meaning, string Remedy)
{
    // Configuration and usage
    public static readonly ErrorCode YamlSyntax = new(
        101,
        ExitCode.Configuration,
        "`springform.yaml` or `springform.lock` is not valid YAML, is empty, or is larger than 1 MiB.",
        "Correct the line that the error names."
    );

    public static readonly ErrorCode UnknownKey = new(
        102,
        ExitCode.Configuration,
        "The file has a key that Springform does not know.",
        "Correct the spelling; the error names the nearest key. The reference of the configuration lists all of " + "them."
    );

    public static readonly ErrorCode InvalidValue = new(
        103,
        ExitCode.Configuration,
        "A value has the wrong type or form, or does not go together with another one. The value may stand in "
            + "springform.yaml, on the command line or in an environment variable.",
        "Write one of the forms that the error names."
    );

    public static readonly ErrorCode MissingKey = new(
        104,
        ExitCode.Configuration,
        "A key, a switch or a setting is missing that another one needs.",
        "Add what the error names."
    );

    public static readonly ErrorCode MissingFile = new(
        105,
        ExitCode.Configuration,
        "A file or folder that springform.yaml or a switch names does not exist or cannot be read.",
        "Create the file, or correct its path. Paths in springform.yaml are relative to that file; paths on the "
            + "command line are relative to the current folder."
    );

    public static readonly ErrorCode UnknownReference = new(
        106,
        ExitCode.Configuration,
        "One key names something that another key should define, such as a base or a target, and nothing of that " + "name is defined.",
        "Correct the name, or define it."
    );

    public static readonly ErrorCode DuplicateArtifact = new(
        107,
        ExitCode.Configuration,
        "Two artifacts would have the same file name, or a file name is too long.",
        "Put `{target}`, `{suffix}` or `{arch}` into the name, limit the package with `targets`, or say with " + "`wheels.prefer` which wheel is shipped."
    );

    public static readonly ErrorCode UnusableName = new(
        108,
        ExitCode.Configuration,
        "A file of the project has a name that cannot be handed to a build step, such as one with a line break.",
        "Rename the file, or leave it out of `inputs`, `context` and `files`."
    );

    public static readonly ErrorCode MissingVariable = new(
        109,
        ExitCode.Configuration,
        "A command declares a secret, and the environment variable of that name is not set, is empty, or is too " + "short to be masked.",
        "Set the variable to the whole secret before you start the build."
    );

    public static readonly ErrorCode UnknownSwitch = new(
        110,
        ExitCode.Configuration,
        "The command line has a switch that does not exist, or the environment has a variable SPRINGFORM_... that " + "looks like a misspelled one.",
        "Correct the spelling; the error names the nearest switch. `--help` lists all of them."
    );

    public static readonly ErrorCode UnknownTask = new(
        111,
        ExitCode.Configuration,
        "`--target` names a task that does not exist.",
        "Correct the name; `--description` lists all tasks."
    );

    public static readonly ErrorCode NotStarted = new(
        112,
        ExitCode.Configuration,
        "Cake ended before the first task began, for example because a task of the project's own cannot be " + "created.",
        "Correct the task that the error names. Its constructor may only take services of the host, such as " + "BuildContext."
    );

    public static readonly ErrorCode NoRepository = new(
        120,
        ExitCode.Configuration,
        "The project is not in a git repository with at least one commit, or git refuses to read it.",
        "Follow the error's remedy: mostly `git init` and a first commit, or `git config --global --add " + "safe.directory`."
    );

    public static readonly ErrorCode ShallowClone = new(
        121,
        ExitCode.Configuration,
        "A version or a release needs the history, and this clone has only a part of it.",
        "Run `git fetch --unshallow --tags`; on GitHub Actions, set `fetch-depth: 0` of actions/checkout."
    );

    public static readonly ErrorCode InvalidVersion = new(
        122,
        ExitCode.Configuration,
        "The version is not a semantic version.",
        "Write MAJOR.MINOR.PATCH with an optional prerelease, e.g. 1.4.0 or 1.4.0-rc.1."
    );

    public static readonly ErrorCode AlreadyThere = new(
        126,
        ExitCode.Configuration,
        "`Init` would have to overwrite a springform.yaml.",
        "Check the one that is there with `--target=Check`, or move it away."
    );

    public static readonly ErrorCode UnknownProject = new(
        127,
        ExitCode.Configuration,
        "`Init` found no file that tells how the project is built.",
        "Write springform.yaml by hand: docs/first-project begins with small ones."
    );

    public static readonly ErrorCode NoSuchTarget = new(
        130,
        ExitCode.NothingSelected,
        "`--only` names no target of the project, so nothing is left to build.",
        "Correct the name or the glob; the error lists the targets."
    );

    // ABI
    public static readonly ErrorCode UnreadableElf = new(
        201,
        ExitCode.AbiPolicy,
        "A program, library or object in an artifact is damaged or cut short.",
        "Build or fetch the file again. If it is test data, name it under `abi.exceptions`."
    );

    public static readonly ErrorCode UnreadableArchive = new(
        202,
        ExitCode.AbiPolicy,
        "An archive within an artifact cannot be read, or the program that unpacks its compression is missing.",
        "Build or fetch the archive again, install the program that the error names, or name the archive under " + "`abi.exceptions`."
    );

    public static readonly ErrorCode NothingToCheck = new(
        203,
        ExitCode.AbiPolicy,
        "An ABI policy is declared, and the artifacts hold nothing that it could be applied to.",
        "Check which files are packed, or remove the policy of this target."
    );

    public static readonly ErrorCode UnusedException = new(
        204,
        ExitCode.AbiPolicy,
        "A pattern of `abi.exceptions`, or of `exceptions` of prebuilt files, matches no file.",
        "Correct the pattern, which is a path within the artifact, or remove it."
    );

    public static readonly ErrorCode PrivateVersion = new(
        210,
        ExitCode.AbiPolicy,
        "A file uses a symbol that belongs to one build of a library alone, so it would fail on other systems.",
        "Use documented functions only, link the library statically, or bring the library along with `repair: " + "true`."
    );

    public static readonly ErrorCode LibraryNotAllowed = new(
        211,
        ExitCode.AbiPolicy,
        "A file needs a library that the policy does not promise, or that not every Windows or macOS has.",
        "Link the library statically, bring it along (on Linux with `repair: true`), or add it to `abi.libraries`."
    );

    public static readonly ErrorCode WrongCLibrary = new(
        212,
        ExitCode.AbiPolicy,
        "A file is made for another C library than the policy names: glibc where musl is allowed, or musl where " + "glibc is allowed.",
        "Build it with the toolchain of the right C library, or link it statically."
    );

    public static readonly ErrorCode NotStatic = new(
        213,
        ExitCode.AbiPolicy,
        "A file needs a loader or a library, and the policy is `static`.",
        "Link it with -static. For Go, set CGO_ENABLED=0; for Rust, use a musl target."
    );

    public static readonly ErrorCode VersionTooNew = new(
        214,
        ExitCode.AbiPolicy,
        "A file needs a newer version of a library, or of macOS, than the policy allows, so it would not start on older " + "systems.",
        "Build it on an older base, or raise the version in `abi`."
    );

    public static readonly ErrorCode WrongMachine = new(
        215,
        ExitCode.AbiPolicy,
        "A program or library is compiled for another processor or system than its target.",
        "Check that the cross compiler was used. If the file is data for another machine, name it under " + "`abi.exceptions`."
    );

    public static readonly ErrorCode ProcessorTooNew = new(
        216,
        ExitCode.AbiPolicy,
        "A file needs a newer processor than the policy allows.",
        "Compile it without the -march option that the error names, or add the processor level to the policy."
    );

    public static readonly ErrorCode ExecutableStack = new(
        217,
        ExitCode.AbiPolicy,
        "A file asks for an executable stack, which current systems refuse.",
        "Mark the stack in assembly sources, and do not link with -z execstack."
    );

    public static readonly ErrorCode TextRelocations = new(
        218,
        ExitCode.AbiPolicy,
        "A library changes its own code while it is loaded, which hardened systems refuse.",
        "Compile everything that goes into it with -fPIC."
    );

    public static readonly ErrorCode NotStableAbi = new(
        219,
        ExitCode.AbiPolicy,
        "A wheel for Python's stable ABI uses functions that the stable ABI of its Python does not have.",
        "Compile it with the right Py_LIMITED_API, or tag the wheel for one Python."
    );

    // Environment and engine
    public static readonly ErrorCode NoEngine = new(
        301,
        ExitCode.Environment,
        "No container engine is installed.",
        "Run the same command with `--provision` as root, or install docker or podman."
    );

    public static readonly ErrorCode EngineNotRunning = new(
        302,
        ExitCode.Environment,
        "The container engine is installed but does not answer.",
        "Start it; the error has the command for this machine."
    );

    public static readonly ErrorCode MissingTool = new(
        303,
        ExitCode.Environment,
        "A program that the build needs is not installed.",
        "Install it, or run the same command with `--provision` as root."
    );

    public static readonly ErrorCode MissingCapability = new(
        304,
        ExitCode.Environment,
        "This machine cannot do something that the build needs, such as running programs for another processor, " + "or building images with buildx.",
        "Run the same command with `--provision` as root, follow the remedy in the error, or cross-compile with " + "`build_platform`."
    );

    public static readonly ErrorCode DiskFull = new(
        305,
        ExitCode.Environment,
        "A disk is full: that of the project, or that of the container engine.",
        "Make room, then run the same command. Nothing half-written is left behind."
    );

    public static readonly ErrorCode Locked = new(
        306,
        ExitCode.Environment,
        "Another run is working on this project, or another program holds a file of it.",
        "Wait until the other run ends, or stop it."
    );

    public static readonly ErrorCode BaseUnavailable = new(
        307,
        ExitCode.Environment,
        "A base image can be had neither from its registry nor from the distribution's mirror.",
        "Check the image's name, the login (`docker login`) and the network; or give the base a `mirror`."
    );

    public static readonly ErrorCode ProvisionFailed = new(
        308,
        ExitCode.Environment,
        "`--provision` could not install or start what the build needs.",
        "Follow the remedy in the error, or install the packages that it names by hand."
    );

    public static readonly ErrorCode EngineFailed = new(
        309,
        ExitCode.Environment,
        "The container engine failed at something that is neither a build nor a command of the project.",
        "Read the engine's own words below the error, then run the same command again."
    );

    /// <summary>Of build.sh and build.ps1.</summary>
    public static readonly ErrorCode NoPackageRegistry = new(
        310,
        ExitCode.Environment,
        "`build.sh` or `build.ps1` could not reach the NuGet registry.",
        "Check the network and the sources that `dotnet nuget list source` shows."
    );

    public static readonly ErrorCode Unhealthy = new(
        311,
        ExitCode.Environment,
        "Doctor found something on this machine that would stop a build.",
        "Follow the remedy on each line."
    );

    // What the operating system refuses: one table, Files/SystemFault.
    public static readonly ErrorCode NoPermission = new(
        312,
        ExitCode.Environment,
        "The operating system does not permit access to a file or folder.",
        "Check its owner and its mode with `ls -ld`, and run as a user who may read and write it."
    );

    public static readonly ErrorCode ReadOnly = new(
        313,
        ExitCode.Environment,
        "A file system that must be written to is read-only.",
        "Mount it for writing, or work in a copy of the project."
    );

    public static readonly ErrorCode WrongFileKind = new(
        314,
        ExitCode.Environment,
        "A path is of the wrong kind: a folder where a file is needed, a link that leads nowhere, a device, and " + "so on.",
        "Rename or remove what is there."
    );

    public static readonly ErrorCode TooLong = new(
        315,
        ExitCode.Environment,
        "A path, or a command with its environment, is longer than the operating system allows.",
        "Use shorter names, or hand the text over in a file."
    );

    public static readonly ErrorCode LimitReached = new(
        316,
        ExitCode.Environment,
        "The operating system has no more open files, processes or memory to give.",
        "Run fewer legs at a time with `--parallelism`, or raise the limit that the error names."
    );

    public static readonly ErrorCode FileFailed = new(
        317,
        ExitCode.Environment,
        "A file operation failed for a reason that lies in the machine: the disk failed, a file vanished, or " + "another program used it.",
        "Let nothing else work in the project's `dist/`, `tools-cache/` and `.springform/`, check the disk, then " + "run the same command again."
    );

    // Fetching from releases
    public static readonly ErrorCode FetchUnavailable = new(
        321,
        ExitCode.Environment,
        "What should be fetched can be had neither from its release nor from a mirror, and is not built from source " + "either.",
        "Check the network and the version; the error says what each address answered. `--from=DIR` takes the archives "
            + "from a folder, and `source` in `fetch` says how to build it instead."
    );

    public static readonly ErrorCode NothingFits = new(
        322,
        ExitCode.Environment,
        "The release has no archive for this machine: for its system, its processor or its C library.",
        "Use a release that has one, or build it from source with `--origin=source`. `--platform` fetches for another " + "machine."
    );

    // Build steps
    public static readonly ErrorCode ImageBuildFailed = new(
        401,
        ExitCode.StepFailed,
        "A Dockerfile of a recipe or of the builder does not build.",
        "Read the last lines below the error, and correct the Dockerfile. The error has the command to build it " + "by hand."
    );

    public static readonly ErrorCode CommandFailed = new(
        402,
        ExitCode.StepFailed,
        "A command or test of the project failed, took longer than its `timeout`, or needed more than its " + "`memory`.",
        "Read the last lines below the error. The error has the command to run it by hand, and " + "`.springform/logs/` has the whole log."
    );

    public static readonly ErrorCode NoOutput = new(
        403,
        ExitCode.StepFailed,
        "A command succeeded, but it did not make the files that `outputs` or `packages` declares.",
        "Correct the pattern, or the command."
    );

    public static readonly ErrorCode RecipeContents = new(
        404,
        ExitCode.StepFailed,
        "The result of a recipe does not have the right shape, for example because a shipped tool has no source " + "or licence.",
        "Let its Dockerfile leave `bin/ARCH/`, `source/TOOL/` and `licenses/TOOL/`."
    );

    public static readonly ErrorCode LoadFailed = new(
        405,
        ExitCode.StepFailed,
        "A packaged program does not start, or a library does not load, in a bare base image.",
        "Read the lines below the error: mostly a library is missing there. Bring it along, or correct `smoke`."
    );

    public static readonly ErrorCode MissingInput = new(
        406,
        ExitCode.StepFailed,
        "A step was run alone, and the result of the step before it is missing.",
        "Run the same command without `--exclusive`."
    );

    public static readonly ErrorCode DuplicateEntry = new(
        407,
        ExitCode.StepFailed,
        "Two files would have the same place in one archive.",
        "Give one of them another place with `to`, or leave it out."
    );

    public static readonly ErrorCode UnkeepableOutput = new(
        408,
        ExitCode.StepFailed,
        "A command left something that cannot be kept, such as a device, a pipe, or a link that leads out of its " + "folder.",
        "Let the command remove it, or leave it out of `outputs`."
    );

    public static readonly ErrorCode SourceBuildFailed = new(
        409,
        ExitCode.StepFailed,
        "What should be fetched was to be built from source, and that failed.",
        "Read the errors of that build, which stand above this one."
    );

    public static readonly ErrorCode GeneratedDiffers = new(
        410,
        ExitCode.StepFailed,
        "A command with `tracked` makes other files than git tracks.",
        "Copy what it made from `.springform/generated/` over the work tree, read the changes, and commit them."
    );

    // Wheels
    public static readonly ErrorCode NotNative = new(
        420,
        ExitCode.StepFailed,
        "A wheel lacks the native extension that `wheels.extensions` asks for.",
        "Read the compiler's messages in the leg's log, and do not let the build backend go on without the " + "extension."
    );

    public static readonly ErrorCode WrongWheel = new(
        421,
        ExitCode.StepFailed,
        "A wheel or a source distribution has another name, version or tag than the plan says.",
        "Give the build backend the version `{pep440}`, and check `wheels.distribution`."
    );

    public static readonly ErrorCode WheelTestFailed = new(
        422,
        ExitCode.StepFailed,
        "A wheel does not install, import or pass its tests in a bare base image.",
        "Read the lines below the error."
    );

    public static readonly ErrorCode RepairFailed = new(
        423,
        ExitCode.StepFailed,
        "A library that should come along cannot: the builder lacks it, has it twice, or it belongs to the " + "system.",
        "Install the library in the builder, link it statically, or allow it with `abi.libraries`."
    );

    public static readonly ErrorCode IndexWouldRefuse = new(
        424,
        ExitCode.StepFailed,
        "A package index would refuse the wheel or the source distribution.",
        "Correct the metadata, or the settings of the build backend."
    );

    // Verification
    public static readonly ErrorCode ChecksumMismatch = new(
        501,
        ExitCode.Verification,
        "A file is not the one that the ledger or a checksum names.",
        "Run `--target=Dist`, which makes dist/ again."
    );

    public static readonly ErrorCode UnsafeArchive = new(
        502,
        ExitCode.Verification,
        "An archive holds an entry that would be written outside its folder, or that is otherwise dangerous.",
        "Do not use this archive. Get it from a source that you trust."
    );

    public static readonly ErrorCode CorruptArchive = new(503, ExitCode.Verification, "An archive is damaged or cut short.", "Build or fetch it again.");

    public static readonly ErrorCode BrokenLedger = new(
        504,
        ExitCode.Verification,
        "`dist/artifacts.json` cannot be read, or does not hold what a ledger must.",
        "Run `--target=Dist`, which makes dist/ again."
    );

    public static readonly ErrorCode MergeRefused = new(
        505,
        ExitCode.Verification,
        "The parts that should be joined do not fit together: a file is missing, extra or altered, or was made " + "from another source.",
        "Make the part that the error names again, from the same commit and with the same version of Springform."
    );

    public static readonly ErrorCode SecretInOutput = new(
        506,
        ExitCode.Verification,
        "A file that a command made holds a secret. It was not stored.",
        "Let the command keep the secret out of what it makes, or leave the file out of `outputs`."
    );

    public static readonly ErrorCode WrongDownload = new(
        507,
        ExitCode.Verification,
        "A downloaded file is complete, and is another one than springform.fetch.lock pins. Nothing of it was used, and " + "nothing was built instead.",
        "Find out who changed the release. `--target=UpdatePins --pins=fetch` takes a new release; `--origin=source` " + "builds it from source."
    );

    public static readonly ErrorCode BrokenFetchIndex = new(
        508,
        ExitCode.Verification,
        "The index of a release (NAME-fetch.json) or `springform.fetch.lock` does not say what such a file must.",
        "Write the lock anew with `--target=UpdatePins --pins=fetch`, or fetch another version."
    );

    public static readonly ErrorCode RequiredFile = new(
        509,
        ExitCode.Verification,
        "A file that an archive must hold is missing in it, or is another one.",
        "Ask those who made the release, or fetch another version."
    );

    public static readonly ErrorCode WrongRecord = new(
        511,
        ExitCode.Verification,
        "The RECORD of a wheel does not list what is in the wheel.",
        "Do not change a wheel after it was packed, or run `wheel pack` again."
    );

    // Signing
    public static readonly ErrorCode NotSigned = new(
        521,
        ExitCode.StepFailed,
        "A signature could not be made or checked: the key, its passphrase or the program that signs does not do. `dist/` is as it was.",
        "Read what the program said, in the lines below the error."
    );

    public static readonly ErrorCode WrongSignature = new(
        522,
        ExitCode.Verification,
        "A signature is missing, or is none of the file by the declared key.",
        "`--target=Sign` signs what is in `dist/`. Do not trust downloaded files that fail here."
    );

    public static readonly ErrorCode RepositoryConflict = new(
        523,
        ExitCode.Verification,
        "Two releases have different files of one version of a package, which no repository may hold.",
        "Leave one of them out, or raise `revision` of the package."
    );

    // Pins
    public static readonly ErrorCode PinNotFound = new(
        541,
        ExitCode.Configuration,
        "A place of a pin is not in its file, or is there more than once. Nothing was written.",
        "Correct `text` of the place in `springform.yaml`."
    );

    public static readonly ErrorCode PinsDiffer = new(
        542,
        ExitCode.Verification,
        "Files that repeat one pinned value have different ones.",
        "`--target=UpdatePins --pins=NAME --to=VALUE` writes one value into all of them."
    );

    // Generated workflows
    public static readonly ErrorCode WorkflowDiffers = new(
        543,
        ExitCode.Verification,
        "A workflow of CI lacks something that `--target=Workflow` writes, or has it in another way; or it cannot be read.",
        "Put back what the error names. Or move the file away, run `--target=Workflow`, and add what was yours."
    );

    // Pushing builders to a registry
    public static readonly ErrorCode PushRefused = new(
        631,
        ExitCode.PublishIncomplete,
        "The registry refused an image, or a credential helper of docker's does not give the login.",
        "Check the login and its rights; the error has the registry's words."
    );

    public static readonly ErrorCode PushIncomplete = new(
        632,
        ExitCode.PublishIncomplete,
        "The registry failed before all of an image was there. No tag names an incomplete image.",
        "Run the same command again: it sends only what is missing."
    );

    public static readonly ErrorCode PushConflict = new(
        633,
        ExitCode.Verification,
        "The registry holds another image under a tag that does not change: that of a builder's key, or of a version.",
        "Find out who wrote it. Release another version, or delete the tag in the registry; a builder's version moves with " + "`--replace-existing`."
    );

    public static readonly ErrorCode NotPushable = new(
        634,
        ExitCode.Configuration,
        "`springform.yaml` does not say where the builder is pushed to, or `--offline` prevents pushing an image.",
        "Add `registry` to `builder`, and leave `--offline` out."
    );

    // Deploying into a running container
    public static readonly ErrorCode NoContainer = new(
        641,
        ExitCode.Environment,
        "The container that should be deployed into, or whose image the builder is made from, does not run, or several fit its label.",
        "Start it, or correct `container` or `label` in `deploy` and `builder.from`."
    );

    public static readonly ErrorCode DeployFailed = new(
        642,
        ExitCode.StepFailed,
        "Deploy could not put a file into the container, or a check failed with the new files. What was there before is back.",
        "Read the lines below the error. Nothing needs to be cleaned up."
    );

    public static readonly ErrorCode RollbackFailed = new(
        643,
        ExitCode.StepFailed,
        "Deploy failed, and the version that was there before could not be put back, or does not pass its check either.",
        "Look into the container at once. The error says which files are which."
    );

    public static readonly ErrorCode DeployBusy = new(
        644,
        ExitCode.Environment,
        "Another deploy is at work in the same container.",
        "Wait until it ends, then run the same command again."
    );

    public static readonly ErrorCode ServerNotReady = new(
        645,
        ExitCode.Environment,
        "The server in the container does not take connections, or refuses the user or the password.",
        "Wait until it is ready, or correct `user`, `database` and `password`."
    );

    public static readonly ErrorCode TrialFailed = new(
        646,
        ExitCode.StepFailed,
        "A library does not load in a throw-away server of the same image. The running server was not touched.",
        "Read the lines below the error, and correct the library."
    );

    public static readonly ErrorCode WrongModule = new(
        647,
        ExitCode.AbiPolicy,
        "A library is made for another PostgreSQL than the one that runs in the container, or is no module of it.",
        "Build it with the header files of the same major version. A builder that is made `from` the running image has them."
    );

    public static readonly ErrorCode DowngradeRefused = new(
        648,
        ExitCode.Configuration,
        "The database has a newer version of the extension than the one that should be deployed.",
        "Deploy a newer version, or give `--allow-downgrade`."
    );

    public static readonly ErrorCode RuntimeChanged = new(
        649,
        ExitCode.Environment,
        "The container runs another image than the one that the builder was made from at the beginning of this run: somebody replaced it meanwhile.",
        "Run the same command again: the builder is made from the image that runs now."
    );

    // Publishing to a package index
    public static readonly ErrorCode IndexRefused = new(
        651,
        ExitCode.PublishIncomplete,
        "The package index refused an upload.",
        "Check the token, the project's name and the file; the error has the index's words."
    );

    public static readonly ErrorCode IndexIncomplete = new(
        652,
        ExitCode.PublishIncomplete,
        "The package index failed before all files were there, or does not list all of them yet.",
        "Run the same command again: it sends only what is missing."
    );

    public static readonly ErrorCode IndexConflict = new(
        653,
        ExitCode.Verification,
        "The package index has another file of the same name.",
        "Raise the version: an index never replaces a file."
    );

    public static readonly ErrorCode NotUploadable = new(
        654,
        ExitCode.Configuration,
        "No package index would take this build: its version is a local one, files are changed, the password is " + "missing, and so on.",
        "Correct what the error names, before anything is built."
    );

    // Publish
    public static readonly ErrorCode NotReleasable = new(
        601,
        ExitCode.Configuration,
        "This state of the project cannot be released: the tag, the work tree, the notes or a switch is not fit " + "for it.",
        "Correct what the error names."
    );

    public static readonly ErrorCode IncompleteDist = new(
        602,
        ExitCode.Verification,
        "`dist/` is missing, is only a part, was not tested, or belongs to another commit.",
        "Run `--target=Dist` without `--only` and `--skip`."
    );

    public static readonly ErrorCode NoReleaseServer = new(
        603,
        ExitCode.Configuration,
        "Springform does not know where to release to, or has no token for it.",
        "Add `release: {github: {}}`, and set GITHUB_TOKEN."
    );

    public static readonly ErrorCode AlreadyPublished = new(
        604,
        ExitCode.Configuration,
        "The release is public already and differs from dist/.",
        "Make a new tag, or give `--replace-existing`."
    );

    public static readonly ErrorCode ReleaseRefused = new(
        605,
        ExitCode.PublishIncomplete,
        "GitHub refused a request.",
        "Check the rights of the token; the error has GitHub's words."
    );

    public static readonly ErrorCode ReleaseIncomplete = new(
        606,
        ExitCode.PublishIncomplete,
        "Publishing stopped before the release was complete. It is not public.",
        "Run the same command again: it sends only what is missing."
    );

    public static readonly ErrorCode ImmutableRelease = new(
        607,
        ExitCode.Configuration,
        "The release is public and immutable, or its tag was used by one that was. GitHub never changes such a " + "release.",
        "Make a new tag."
    );

    public static readonly ErrorCode PublisherFailed = new(
        611,
        ExitCode.PublishIncomplete,
        "The release is public, and a command of `publishers` failed, did not end in time, or is not installed.",
        "Read its last lines below the error, correct its cause and run the same command again: what was done is not run again."
    );

    public override string ToString() => $"E{Number}";
}
