# Completion of Springform in PowerShell. Made by --target=Completion: not to be edited.

Register-ArgumentCompleter -Native -CommandName 'springform', 'springform.sh', 'build.sh' -ScriptBlock {
    param($word, $command, $position)
    $switches = @(
        @('--project=', 'The folder of springform.yaml, relative to where the command is given; not together with --working.'),
        @('--only=', 'Only the targets of this name or glob; repeatable. dist/ is then marked partial.'),
        @('--skip=', 'Leave checks out; repeatable. Such a dist/ is not up to date for a run without it.'),
        @('--from=', 'A part to join: a dist/ that another machine made with --only, or prebuilt files with their list of SHA-256; for Fetch, a folder that holds the archives; for Verify, the folder of a release; for Repositories, that of an earlier one; for Report, that of the last one. Repeatable.'),
        @('--snapshot', 'Mark the version as a snapshot of the commit instead of a release.'),
        @('--engine=', 'The container engine. Default: the one that is found.'),
        @('--provision', 'Install what the build needs and this machine lacks (engine, mmdebstrap, qemu, patchelf) with the system''s package manager.'),
        @('--no-cache', 'Build everything again and refresh the caches.'),
        @('--explain', 'Say for each step which input changed.'),
        @('--keep-failures', 'Leave .springform/failures/LEG.tgz of each leg whose command fails: inputs, command, environment without secrets, image, log, and a rerun.sh that runs it again.'),
        @('--parallelism=', 'Legs, recipes, archives and uploads at a time, 1 to 256. Default: one per processor, and 10 uploads.'),
        @('--file=', 'The file, archive or folder to look at, or the client or installer to write; relative to where the command is given.'),
        @('--policy=', 'The ABI policy to hold it to, e.g. "glibc 2.31", as `abi:` in springform.yaml has it.'),
        @('--offline', 'Use no registry, mirror or release server; what is not at hand is an error.'),
        @('--output=', 'How results are printed.'),
        @('--channel=', 'What is released: a tag, or the current commit of a branch as a prerelease. Default: stable.'),
        @('--platform=', 'What is fetched for, e.g. linux/arm64; repeatable. Default: this machine.'),
        @('--origin=', 'Where libraries come from: their release, their source, or the source where the release cannot be had. Default: auto.'),
        @('--language=', 'What a client or an installer is written in.'),
        @('--graph-format=', 'The language of the graph. Default: mermaid, which GitHub draws in Markdown.'),
        @('--shell=', 'The shell whose completion is printed.'),
        @('--pins=', 'Which pins are brought up to date: those of base images (images), those of fetched libraries (fetch), those of the workflow''s actions (actions), or one of `pins`. Default: images.'),
        @('--yes', 'Ask nothing: what Init would offer first is taken.'),
        @('--ci=', 'Whose workflow is written. Default: github; Init writes one when it is given.'),
        @('--to=', 'The value that a pin of springform.yaml gets.'),
        @('--replace-existing', 'Change a release that is public already: it is taken back to draft and published again when it is whole. With PushBuilder: move a version''s tag.'),
        @('--container=', 'The running container, instead of the one that springform.yaml names.'),
        @('--allow-downgrade', 'Let Deploy install an older version of an extension than the database has.'),
        @('--target=', 'The task to run. Default: Dist.'),
        @('--exclusive', 'Run the task without those it depends on.'),
        @('--dryrun', 'Print the tasks that would run, and run none.'),
        @('--tree', 'Print the tasks as a tree.'),
        @('--description', 'Print the tasks with their descriptions.'),
        @('--verbosity=', 'How much is logged.'),
        @('--working=', 'Cake''s working directory; --project sets it.'),
        @('--version', 'Print the version.'),
        @('--info', 'Print the version and the environment.'),
        @('--help', 'Print the switches.')
    )
    $values = @{
        '--skip' = @('Test', 'LoadTest')
        '--engine' = @('docker', 'podman')
        '--output' = @('text', 'json')
        '--channel' = @('stable', 'nightly', 'development')
        '--origin' = @('auto', 'binary', 'source')
        '--language' = @('sh', 'go', 'cmake', 'powershell')
        '--graph-format' = @('mermaid', 'dot')
        '--shell' = @('bash', 'zsh', 'fish', 'powershell')
        '--ci' = @('github', 'gitlab', 'circleci')
        '--target' = @('AbiReport', 'BaseImages', 'BuilderImage', 'BuilderInfo', 'Check', 'CheckAbi', 'CheckIndex', 'CheckPins', 'CheckRelease', 'CheckSecrets', 'CheckShell', 'CheckSigning', 'Clean', 'CleanToolsCache', 'Compile', 'Completion', 'Deploy', 'DeployPlan', 'Dist', 'Doctor', 'Fetch', 'FetchClient', 'FetchSource', 'Graph', 'Init', 'Installer', 'LoadTest', 'ManPage', 'Merge', 'Package', 'Plan', 'Publish', 'PublishIndex', 'PublishPlan', 'PushBuilder', 'Report', 'Repositories', 'Shell', 'Sign', 'TestWheels', 'ToolsImage', 'UpdatePins', 'Verify', 'Workflow', 'Wrapper')
        '--verbosity' = @('quiet', 'minimal', 'normal', 'verbose', 'diagnostic')
    }
    $name, $begun = $word -split '=', 2
    if ($null -ne $begun) {
        # Names of targets, as the last build knew them. What looks like no name is passed over.
        if ($name -ceq '--only' -and (Test-Path -LiteralPath .springform/targets -PathType Leaf)) {
            $values[$name] = @(Get-Content -LiteralPath .springform/targets | Where-Object { $_ -cmatch '^[A-Za-z0-9._+-]+$' })
        }
        foreach ($value in $values[$name]) {
            if ($value.StartsWith($begun, [StringComparison]::OrdinalIgnoreCase)) {
                [System.Management.Automation.CompletionResult]::new("$name=$value", $value, 'ParameterValue', $value)
            }
        }
        return
    }
    foreach ($switch in $switches) {
        if ($switch[0].StartsWith($word, [StringComparison]::Ordinal)) {
            [System.Management.Automation.CompletionResult]::new($switch[0], $switch[0], 'ParameterName', $switch[1])
        }
    }
}
