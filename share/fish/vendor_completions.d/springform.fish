# Completion of Springform in fish. Made by --target=Completion: not to be edited.

# Names of targets, as the last build knew them. What looks like no name is passed over.
function __springform_targets
    test -f .springform/targets; and string match -r -- '^[A-Za-z0-9._+-]+$' <.springform/targets
end

function __springform_tasks
    printf '%s\t%s\n' \
        'AbiReport' 'Reads the ELF files of --file PATH: what they run on; with --policy "glibc 2.31" whether they hold to it' \
        'BaseImages' 'Resolves base images to digests; from the mirror where no registry answers' \
        'BuilderImage' 'Builds the image that the project is compiled in, when its content key changed' \
        'BuilderInfo' 'Prints the toolchain of each leg: distribution, glibc, compilers' \
        'Check' 'Validates springform.yaml and everything it names' \
        'CheckAbi' 'Reads every ELF file in the archives: what it runs on, and whether it holds to abi' \
        'CheckIndex' 'Checks version, work tree and password before wheels are built for a package index' \
        'CheckPins' 'Checks that all files that repeat a pinned value have the same one' \
        'CheckRelease' 'Checks tag, work tree, history, repository, token and the rule for releases before a release is built' \
        'CheckSecrets' 'Checks that the environment has the secrets of the commands that will run' \
        'CheckShell' 'Checks that there is a terminal and one target, before Shell builds anything' \
        'CheckSigning' 'Tries the keys that dist/ will be signed with, before it is built' \
        'Clean' 'Removes dist/ and the stored results of commands; keeps tools-cache/' \
        'CleanToolsCache' 'Removes tools-cache/' \
        'Compile' 'Runs the declared commands in the builder, each in a private copy of its inputs' \
        'Completion' 'Prints the completion for a shell (--shell=bash, zsh, fish or powershell)' \
        'Deploy' 'Installs files of this build into a running container, with a check and a rollback' \
        'DeployPlan' 'Shows what Deploy would copy, restart and run; changes nothing in the container' \
        'Dist' 'Everything up to a complete dist/: the main job' \
        'Doctor' 'Checks engine, emulation, disk, git, clock and proxies; a remedy per line' \
        'Fetch' 'Downloads the libraries that springform.yaml names from their releases, or builds them from source' \
        'FetchClient' 'Writes a download client in sh, Go, CMake or PowerShell for the libraries that springform.fetch.lock pins' \
        'FetchSource' 'Builds the archives of the release\'s index from source, for Fetch' \
        'Graph' 'Prints the steps, what feeds what and what is cached, as Mermaid or for Graphviz (--graph-format)' \
        'Init' 'Writes a first springform.yaml and a builder for this repository (--yes asks nothing, --ci adds a workflow)' \
        'Installer' 'Writes an installer in sh or PowerShell for the programs that springform.fetch.lock pins' \
        'LoadTest' 'Starts the packaged programs and loads the libraries in bare base images' \
        'ManPage' 'Prints the manual page springform(1)' \
        'Merge' 'Joins parts of a dist/ (--from DIR, repeated) that other machines made, every file verified' \
        'Package' 'Packs the archives with their checksums into staging; the same inputs give the same bytes' \
        'Plan' 'Shows targets, images, keys, commands and artifact names; touches nothing' \
        'Publish' 'Releases dist/ on GitHub: complete, or not public; a second run resumes' \
        'PublishIndex' 'Uploads wheels and source distribution to a package index; what is there already is skipped' \
        'PublishPlan' 'Shows what Publish would create, upload and replace; writes nothing' \
        'PushBuilder' 'Pushes the builder images to a registry, where other machines and Dockerfiles take them from' \
        'Report' 'Writes .springform/report.html about the last run and dist/; --from DIR compares it with the last release' \
        'Repositories' 'Makes repositories for apt and dnf of the packages of dist/ and of earlier releases (--from DIR, repeated)' \
        'Shell' 'Opens a shell in a leg\'s builder with its inputs: --only ID' \
        'Sign' 'Signs the files of dist/ that springform.yaml names; signatures that verify stay' \
        'TestWheels' 'Installs and imports each wheel in a bare image of its base and of newer ones' \
        'ToolsImage' 'Builds external tools, one verified cache blob per recipe and architecture, and the image of them' \
        'UpdatePins' 'Brings base images up to date: registry digests into springform.lock, mirror builds anew; with --pins=fetch the releases of fetched libraries; with --pins=actions the actions of the workflow; with --pins=NAME --to=VALUE a value that several files repeat' \
        'Verify' 'Checks every hash and signature of dist/, or of a downloaded release (--from DIR), from the files alone' \
        'Workflow' 'Writes the workflow of GitHub Actions, GitLab CI or CircleCI (--ci) that builds, joins and publishes' \
        'Wrapper' 'Writes springform.sh and springform.ps1, which download and run a pinned Springform'
end

for name in springform springform.sh build.sh
    complete -c $name -f
    complete -c $name -l project -x -a '(__fish_complete_directories)' -d 'The folder of springform.yaml, relative to where the command is given; not together with --working.'
    complete -c $name -l only -x -a '(__springform_targets)' -d 'Only the targets of this name or glob; repeatable. dist/ is then marked partial.'
    complete -c $name -l skip -x -a 'Test LoadTest' -d 'Leave checks out; repeatable. Such a dist/ is not up to date for a run without it.'
    complete -c $name -l from -x -a '(__fish_complete_directories)' -d 'A part to join: a dist/ that another machine made with --only, or prebuilt files with their list of SHA-256; for Fetch, a folder that holds the archives; for Verify, the folder of a release; for Repositories, that of an earlier one; for Report, that of the last one. Repeatable.'
    complete -c $name -l snapshot -d 'Mark the version as a snapshot of the commit instead of a release.'
    complete -c $name -l engine -x -a 'docker podman' -d 'The container engine. Default: the one that is found.'
    complete -c $name -l provision -d 'Install what the build needs and this machine lacks (engine, mmdebstrap, qemu, patchelf) with the system\'s package manager.'
    complete -c $name -l no-cache -d 'Build everything again and refresh the caches.'
    complete -c $name -l explain -d 'Say for each step which input changed.'
    complete -c $name -l keep-failures -d 'Leave .springform/failures/LEG.tgz of each leg whose command fails: inputs, command, environment without secrets, image, log, and a rerun.sh that runs it again.'
    complete -c $name -l parallelism -x -d 'Legs, recipes, archives and uploads at a time, 1 to 256. Default: one per processor, and 10 uploads.'
    complete -c $name -l file -r -F -d 'The file, archive or folder to look at, or the client or installer to write; relative to where the command is given.'
    complete -c $name -l policy -x -d 'The ABI policy to hold it to, e.g. "glibc 2.31", as `abi:` in springform.yaml has it.'
    complete -c $name -l offline -d 'Use no registry, mirror or release server; what is not at hand is an error.'
    complete -c $name -l output -x -a 'text json' -d 'How results are printed.'
    complete -c $name -l channel -x -a 'stable nightly development' -d 'What is released: a tag, or the current commit of a branch as a prerelease. Default: stable.'
    complete -c $name -l platform -x -d 'What is fetched for, e.g. linux/arm64; repeatable. Default: this machine.'
    complete -c $name -l origin -x -a 'auto binary source' -d 'Where libraries come from: their release, their source, or the source where the release cannot be had. Default: auto.'
    complete -c $name -l language -x -a 'sh go cmake powershell' -d 'What a client or an installer is written in.'
    complete -c $name -l graph-format -x -a 'mermaid dot' -d 'The language of the graph. Default: mermaid, which GitHub draws in Markdown.'
    complete -c $name -l shell -x -a 'bash zsh fish powershell' -d 'The shell whose completion is printed.'
    complete -c $name -l pins -x -d 'Which pins are brought up to date: those of base images (images), those of fetched libraries (fetch), those of the workflow\'s actions (actions), or one of `pins`. Default: images.'
    complete -c $name -l yes -d 'Ask nothing: what Init would offer first is taken.'
    complete -c $name -l ci -x -a 'github gitlab circleci' -d 'Whose workflow is written. Default: github; Init writes one when it is given.'
    complete -c $name -l to -x -d 'The value that a pin of springform.yaml gets.'
    complete -c $name -l replace-existing -d 'Change a release that is public already: it is taken back to draft and published again when it is whole. With PushBuilder: move a version\'s tag.'
    complete -c $name -l container -x -d 'The running container, instead of the one that springform.yaml names.'
    complete -c $name -l allow-downgrade -d 'Let Deploy install an older version of an extension than the database has.'
    complete -c $name -l target -s t -x -a '(__springform_tasks)' -d 'The task to run. Default: Dist.'
    complete -c $name -l exclusive -s e -d 'Run the task without those it depends on.'
    complete -c $name -l dryrun -l noop -l whatif -d 'Print the tasks that would run, and run none.'
    complete -c $name -l tree -d 'Print the tasks as a tree.'
    complete -c $name -l description -d 'Print the tasks with their descriptions.'
    complete -c $name -l verbosity -s v -x -a 'quiet minimal normal verbose diagnostic' -d 'How much is logged.'
    complete -c $name -l working -s w -x -a '(__fish_complete_directories)' -d 'Cake\'s working directory; --project sets it.'
    complete -c $name -l version -d 'Print the version.'
    complete -c $name -l info -d 'Print the version and the environment.'
    complete -c $name -l help -s h -d 'Print the switches.'
end
