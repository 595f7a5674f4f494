#!/usr/bin/env pwsh
# build.sh for PowerShell, in the same order and with the same names: builds the host when a source is newer than it, then runs it in the caller's directory.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$root = $PSScriptRoot
$artifacts = Join-Path $root 'artifacts'
$forced = "$env:GenuinePackages"
$remembered = (Join-Path $artifacts 'package-mode') + $(if ($forced) { "-$forced" })
$script:log = ''

function Write-Line([string]$Text) { [Console]::Error.WriteLine($Text) }

function Stop-WithProblem([int]$Code, [string]$What, [string]$Where, [string]$Fix) {
    Write-Line "$What`n  at  $Where`n  fix $Fix"
    exit $Code
}

# Whether it went well. In English, because its words are read here; without build servers, which would outlive this script.
function Invoke-Sdk {
    $language = $env:DOTNET_CLI_UI_LANGUAGE
    $env:DOTNET_CLI_UI_LANGUAGE = 'en'
    Push-Location $root
    try { $script:log = & dotnet @args -v quiet --disable-build-servers 2>&1 | Out-String -Width 4096 } finally {
        Pop-Location
        $env:DOTNET_CLI_UI_LANGUAGE = $language
    }
    return $LASTEXITCODE -eq 0
}

function Stop-Build([int]$Code) {
    Write-Line $log
    if ($log -match 'NU1301') {
        Stop-WithProblem 4 'E310 the package registry does not answer (NU1301)' 'dotnet restore' "check the network and the sources that 'dotnet nuget list source' shows, then run again"
    }
    if ("$mode$forced" -eq 'genuine') { Write-Line 'build.ps1: GenuinePackages=false in the environment builds on the stand-ins of src/standins instead' }
    exit $Code
}

function Use-Mode([string]$Name) {
    $script:mode = $Name
    $script:genuine = ($Name -eq 'genuine').ToString().ToLowerInvariant()
    $script:stamp = Join-Path $artifacts "$Name/build.stamp"
    $script:hostFolder = Join-Path $artifacts "$Name/host"
}

# Genuine packages where the registry has them, else the stand-ins of src/standins; GenuinePackages=true|false in the environment forces either.
function Select-Mode {
    Use-Mode $(if ($forced -eq 'false') { 'standin' } else { 'genuine' })
    if (-not $forced -and -not (Invoke-Sdk restore build/Build.csproj -p:GenuinePackages=true)) {
        $missing = [regex]::Matches($log, 'NU110[12]: Unable to find package (\S*[^\s.])|NU1603: .*? depends on (\S+) \(') |
            ForEach-Object { $_.Groups[1].Value + $_.Groups[2].Value } | Sort-Object -Unique
        if (-not $missing -or $log -match 'NU1301') { Stop-Build 1 }
        Use-Mode 'standin'
        Write-Line "build.ps1: the package registry lacks $($missing -join ', '): using the stand-ins of src/standins"
    }
    $script:ahead = 'true'
    if (-not (Invoke-Sdk restore build/Build.csproj "-p:GenuinePackages=$genuine" --use-current-runtime -p:AheadOfTime=true)) {
        $script:ahead = 'false'
        Write-Line 'build.ps1: the package registry lacks the ahead-of-time compiler (Crossgen2): each start will take a little longer'
    }
}

function Read-Choice {
    $words = @(if (Test-Path $remembered) { (Get-Content $remembered -TotalCount 1) -split ' ' })
    $script:ahead = $words[1]
    Use-Mode "$($words[0])"
}

function Test-MustAsk { -not $ahead -or (Get-Item (Join-Path $root 'Directory.Packages.props')).LastWriteTimeUtc -gt (Get-Item $remembered).LastWriteTimeUtc }

# Directories count too: one whose file was deleted is newer than the stamp.
function Test-Stale {
    if ((Test-MustAsk) -or -not (Test-Path $stamp)) { return $true }
    $built = (Get-Item $stamp).LastWriteTimeUtc
    $sources = 'build', 'src', 'eng' | ForEach-Object { Join-Path $root $_ }
    $files = @(Get-ChildItem $sources -Recurse) + @(Get-Item $sources) + @(Get-Item (Join-Path $root 'Directory.*'), (Join-Path $root 'global.json'))
    return $null -ne ($files | Where-Object { $_.LastWriteTimeUtc -gt $built } | Select-Object -First 1)
}

# Whether the host was compiled and answers. build.stamp.new found at the start tells of a build that was killed, whose half-written files must not be built upon.
function Publish-Host {
    if (Test-Path "$stamp.new") { $hostFolder, (Join-Path $artifacts "$mode/obj") | Where-Object { Test-Path $_ } | Remove-Item -Recurse -Force }
    New-Item -ItemType Directory -Force (Split-Path $stamp) | Out-Null
    Set-Content -Path "$stamp.new" -Value ''
    Write-Line 'build.ps1: building the host'
    $script:compiled = Invoke-Sdk publish build/Build.csproj -c Release -o $hostFolder "-p:GenuinePackages=$genuine" --use-current-runtime --no-self-contained "-p:AheadOfTime=$ahead" -nologo '-clp:NoSummary'
    if ($compiled) { $script:log = & dotnet exec (Join-Path $hostFolder 'Build.dll') --version 2>&1 | Out-String }
    if ($LASTEXITCODE -eq 0) { return $true }
    $script:code = $LASTEXITCODE
    Remove-Item "$stamp.new"
    return $false
}

# The choice is remembered once the host answers. A remembered one that holds no longer, because a package is gone or the host does not answer, is made anew, once.
function Update-Build {
    $asked = Test-MustAsk
    if ($asked) { Select-Mode }
    if (-not (Publish-Host)) {
        if ($asked -or (-not $compiled -and $log -notmatch 'error NU')) { Stop-Build $code }
        Remove-Item $remembered
        Select-Mode
        if (-not (Publish-Host)) { Stop-Build $code }
    }
    Set-Content -Path "$remembered.new" -Value "$mode $ahead"
    Move-Item -Force "$remembered.new" $remembered
    Move-Item -Force "$stamp.new" $stamp
}

if ($forced -notin '', 'true', 'false') {
    Stop-WithProblem 2 "E103 GenuinePackages cannot be '$forced'" 'environment, GenuinePackages' 'use one of: true, false; or unset it'
}
if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) {
    Stop-WithProblem 4 'E303 dotnet is missing' 'PATH' 'install the .NET SDK 10: https://dotnet.microsoft.com/download'
}
Read-Choice
if (Test-Stale) {
    New-Item -ItemType Directory -Force $artifacts | Out-Null
    $lock = $null
    while (-not $lock) {
        try { $lock = [IO.File]::Open((Join-Path $artifacts 'build.lock'), 'OpenOrCreate', 'ReadWrite', 'None') } catch [IO.IOException] { Start-Sleep -Milliseconds 200 }
    }
    try {
        Read-Choice
        if (Test-Stale) { Update-Build }
    } finally { $lock.Dispose() }
}
& dotnet exec (Join-Path $hostFolder 'Build.dll') @args
exit $LASTEXITCODE
