#!/usr/bin/env pwsh
# build.sh for PowerShell: builds the host when a source is newer than it, then runs it in the caller's directory.
$ErrorActionPreference = 'Stop'
$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$remembered = Join-Path $artifacts 'package-mode'
$versions = Join-Path $root 'Directory.Packages.props'

function Stop-WithProblem([string]$What, [string]$Where, [string]$Fix) {
    [Console]::Error.WriteLine("$What`n  at  $Where`n  fix $Fix")
    exit 4
}

# dotnet in the root, for its global.json; its words go to standard error, as in build.sh.
function Invoke-Dotnet {
    Push-Location $root
    try { & dotnet @args 2>&1 | ForEach-Object { [Console]::Error.WriteLine("$_") } } finally { Pop-Location }
}

# What was chosen: "standin true" is stand-ins, and a host that is compiled ahead of time.
function Get-Choice {
    if ((Test-Path $remembered) -and (Get-Item $versions).LastWriteTimeUtc -le (Get-Item $remembered).LastWriteTimeUtc) {
        $words = @((Get-Content $remembered -TotalCount 1) -split ' ')
        if ($words.Count -eq 2) { return $words }
    }
}

function Get-Mode { @(Get-Choice)[0] }

# Genuine packages where the registry has them, else the stand-ins of src/standins.
function Select-Mode {
    Push-Location $root
    try { $log = & dotnet restore build/Build.csproj -p:GenuinePackages=true -v quiet --disable-build-servers 2>&1 | Out-String } finally { Pop-Location }
    if ($LASTEXITCODE -eq 0) { $mode = 'genuine' }
    elseif ($log -match 'NU1301') {
        [Console]::Error.WriteLine($log)
        Stop-WithProblem 'E310 the package registry does not answer (NU1301)' 'dotnet restore' "check the network and the sources that 'dotnet nuget list source' shows, then run again"
    }
    elseif ($log -match 'NU110[12]') {
        $mode = 'standin'
        [Console]::Error.WriteLine('build.ps1: the package registry lacks Cake.Frosting or one of its four companions: using the stand-ins of src/standins')
    }
    else {
        [Console]::Error.WriteLine($log)
        exit 1
    }
    # Compiled ahead of time the host starts faster; where the registry lacks that compiler it works all the same.
    $genuine = ($mode -eq 'genuine').ToString().ToLowerInvariant()
    Push-Location $root
    try { & dotnet restore build/Build.csproj "-p:GenuinePackages=$genuine" --use-current-runtime -p:AheadOfTime=true -v quiet --disable-build-servers *> $null } finally { Pop-Location }
    $ahead = ($LASTEXITCODE -eq 0).ToString().ToLowerInvariant()
    if ($ahead -eq 'false') {
        [Console]::Error.WriteLine('build.ps1: the package registry lacks the ahead-of-time compiler (Crossgen2): each start will take a little longer')
    }
    Set-Content -Path "$remembered.new" -Value "$mode $ahead"
    Move-Item -Force "$remembered.new" $remembered
}

# Directories count too: one whose file was deleted is newer than the stamp.
function Test-Stale([string]$Mode) {
    $stamp = Join-Path $artifacts "$Mode/build.stamp"
    if (-not $Mode -or -not (Test-Path $stamp)) { return $true }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = 'build', 'src', 'eng' | ForEach-Object { Join-Path $root $_ }
    $files = @(Get-ChildItem $sources -Recurse) + @(Get-Item $sources) + @(Get-Item (Join-Path $root 'Directory.*'), (Join-Path $root 'global.json'))
    return $null -ne ($files | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

# build.stamp.new found at the start tells of a build that was killed, whose half-written files must not be built upon.
function Update-Build {
    if (-not (Get-Choice)) { Select-Mode }
    $mode, $ahead = Get-Choice
    $stamp = Join-Path $artifacts "$mode/build.stamp"
    if (Test-Path "$stamp.new") { 'host', 'obj' | ForEach-Object { Join-Path $artifacts "$mode/$_" } | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force }
    New-Item -ItemType Directory -Force (Split-Path $stamp) | Out-Null
    Set-Content -Path "$stamp.new" -Value ''
    $genuine = ($mode -eq 'genuine').ToString().ToLowerInvariant()
    [Console]::Error.WriteLine('build.ps1: building the host')
    Invoke-Dotnet publish build/Build.csproj -c Release -o (Join-Path $artifacts "$mode/host") "-p:GenuinePackages=$genuine" --use-current-runtime --no-self-contained "-p:AheadOfTime=$ahead" -v quiet -nologo '-clp:NoSummary' --disable-build-servers
    if ($LASTEXITCODE -ne 0) {
        $code = $LASTEXITCODE
        Remove-Item "$stamp.new"
        exit $code
    }
    Move-Item -Force "$stamp.new" $stamp
}

if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-WithProblem 'E303 dotnet is missing' 'PATH' 'install the .NET SDK 10: https://dotnet.microsoft.com/download'
}
if (Test-Stale (Get-Mode)) {
    New-Item -ItemType Directory -Force $artifacts | Out-Null
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $artifacts 'build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') } catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try { if (Test-Stale (Get-Mode)) { Update-Build } } finally { $lock.Dispose() }
}
& dotnet exec (Join-Path $artifacts "$(Get-Mode)/host/Build.dll") @args
exit $LASTEXITCODE
