# Installs @NAME@ @VERSION@ for one user: downloads the archive for this machine, verifies it, and unpacks it.
# Made from springform.fetch.lock by: springform --target=Installer --language=powershell. Do not edit it; make it again.
#
# usage: pwsh @FILE@ [-Prefix DIR] [-Wanted VERSION] [-Uninstall]
#   -Prefix      gets @NAME@/; default: %LOCALAPPDATA%\Programs, or ~/.local/lib
#   -Wanted      another release than @VERSION@: nothing pins it, and its index says what is right
#   @PREFIX@_RELEASE_URL, @PREFIX@_CACHE, @PREFIX@_OFFLINE=1: another folder with the same files, a folder for archives, no server
# Needs Windows PowerShell 5.1 or PowerShell 7, and tar (part of Windows 10). Exit codes: 0 done, 1 it does not start, 4 not to be had, 6 a file is another one.
param([string]$Prefix, [string]$Wanted, [switch]$Uninstall)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$name = '@NAME@'
$version = '@VERSION@'
$addresses = @(@ADDRESSES@)
$assets = @(
@ASSETS@
)

@FUNCTIONS@

$programs = @('@PROGRAMS@'.Split(' '))

# The assets of another release, from its index.
function UseVersion([string]$other) {
    $own = Setting 'RELEASE_URL' ''
    $folder = $(if ($own) { $own } else { '@FOLDER@'.Replace('{version}', $other) }).TrimEnd('/')
    $uri = [uri]"$folder/@INDEX@"
    if ($uri.Scheme -ne 'https' -and -not $uri.IsLoopback) { Fail 4 "$uri is not https" }
    if (Setting 'OFFLINE' '') { Fail 4 "only $version can be installed with @PREFIX@_OFFLINE" }
    Say "$other is not pinned ($version is): it is what $uri says"
    try { $index = Invoke-RestMethod -Uri $uri -TimeoutSec 30 } catch { Fail 4 "there is no release $other, or it cannot be had: $($_.Exception.Message)" }
    if ($index.schema -ne 1) { Fail 6 "$uri is no index of a release" }
    $script:version = $other
    $script:addresses = @($folder)
    $script:assets = @($index.assets | Where-Object { "$($_.variant)" -eq '@VARIANT@' } | ForEach-Object {
        $libc, $floor = "$($_.floor)".Split(' ')
        if ($libc -notin 'glibc', 'musl') { $libc, $floor = '-', '' }
        @{ Platform = "$($_.os)_$($_.arch)"; Libc = $libc; Floor = $floor; Level = [int]("$($_.processor)" -replace '^x86-64-v', ''); Name = $_.name; Size = $_.size; Sha256 = $_.sha256; Root = "$($_.root)"; Files = @($_.files | ForEach-Object { @{ Path = $_.path; Sha256 = $_.sha256 } }) }
    })
    # They become paths.
    foreach ($one in $script:assets) {
        $outside = @($one.Files | Where-Object { $_.Path -match '(^|[/\\])\.\.([/\\]|\z)|^[/\\]|:' })
        if ($one.Sha256 -notmatch '^[0-9a-f]{64}\z' -or "$($one.Name)$($one.Root)" -match '[/\\:]' -or $one.Root -match '^\.\.?\z' -or $outside.Count) { Fail 6 "$uri has a name or a hash that is none" }
    }
}

function ProgramIn([string]$folder, [string]$program) { Join-Path $folder $(if ($Platform -like 'windows_*') { "$program.exe" } else { $program }) }

# A new version that does not start leaves the old one where it is.
function Accept([string]$folder) {
    foreach ($program in $programs) {
        try { & (ProgramIn $folder $program) --version *> $null; $code = $LASTEXITCODE } catch { $code = -1 }
        if ($code -ne 0) { Fail 1 "$program of $version does not start here; what was installed before stays" }
    }
}

if (-not $Prefix) { $Prefix = if ($env:LOCALAPPDATA) { Join-Path $env:LOCALAPPDATA 'Programs' } else { Join-Path $HOME '.local/lib' } }
$into = [IO.Path]::GetFullPath([IO.Path]::Combine((Get-Location).Path, $Prefix))
$place = Join-Path $into $name
$beside = Join-Path $into ".$name.fetching"
$verified = Join-Path $into ".$name.verified"
if ($Uninstall) {
    foreach ($left in $place, $beside, $verified) { if (Test-Path -LiteralPath $left) { Remove-Item -LiteralPath $left -Recurse -Force } }
    Say "removed from $into"
    exit 0
}
$Wanted = $Wanted -replace '^v', ''
if ($Wanted -match '[^A-Za-z0-9._+-]') { Fail 2 "$Wanted is no version" }
if ($Wanted -and $Wanted -ne $version) { UseVersion $Wanted }
$Platform = ThisPlatform
$asset = Choose
$cache = CacheFolder
New-Item -ItemType Directory -Force $into, $cache | Out-Null
$mutex = Lock
try {
    if (InPlace) { Say "$version is in $place already" }
    else {
        $cached = Join-Path $cache $asset.Sha256
        switch (Get-Archive $cached) {
            'done' { Unpack $cached; Record; Say "$version is in $place" }
            'wrong' { Fail 6 'nothing was installed' }
            default { Fail 4 "$($asset.Name) cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL" }
        }
    }
}
finally { $mutex.ReleaseMutex() }
foreach ($folder in $programs | ForEach-Object { Split-Path (ProgramIn $place $_) } | Sort-Object -Unique) {
    if ($env:PATH.Split([IO.Path]::PathSeparator) -notcontains $folder) { Say "add it to PATH: $folder" }
}
