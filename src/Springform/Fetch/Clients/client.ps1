# Gets @NAME@ @VERSION@ into @INTO@/PLATFORM/ beside this script: downloads, verifies and unpacks it, or does nothing when it is there.
# Made from springform.fetch.lock by: springform --target=FetchClient --language=powershell. Do not edit it; make it again.
#
# usage: pwsh @FILE@ [PLATFORM]     PLATFORM: windows_amd64, linux_arm64, ...; default: this machine
#   @PREFIX@_RELEASE_URL   folder with the same files, asked instead of the release (they must have the same SHA-256)
#   @PREFIX@_ORIGIN        auto (default), binary or source
#   @PREFIX@_CACHE         folder for downloaded archives
#   @PREFIX@_OFFLINE=1     ask no server
# What has the size and time of its last verification is not read again; without @INTO@/.PLATFORM.verified all of it is.
# Needs Windows PowerShell 5.1 or PowerShell 7, and tar (part of Windows 10). Exit codes: 0 done, 2 usage, 4 not to be had, 6 a file is not the pinned one.
param([string]$Platform)
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$name = '@NAME@'
$version = '@VERSION@'
$into = Join-Path $PSScriptRoot '@INTO@'
$addresses = @(@ADDRESSES@)
$fallback = @(@FALLBACK@)
$assets = @(
@ASSETS@
)

@FUNCTIONS@

function FromSource {
    if ($fallback.Count -eq 0) { Fail 2 'nothing says how it is built from source' }
    Say "building it from source: $($fallback -join ' ')"
    Push-Location $PSScriptRoot
    try { & $fallback[0] @($fallback | Select-Object -Skip 1) } finally { Pop-Location }
    if ($LASTEXITCODE -ne 0) { Fail 4 "the source build failed ($LASTEXITCODE)" }
    foreach ($file in $asset.Files) { if (-not (Test-Path -LiteralPath (Join-Path $place $file.Path))) { Fail 4 "the source build did not make $($file.Path) in $place" } }
    Record 'source '
}

$wanted = (Setting 'VERSION' $version) -replace '^v', ''
if ($wanted -ne $version) { Fail 2 "this script has the hashes of $version alone, and @PREFIX@_VERSION asks for ${wanted}: pin that, and make the script again" }
if (-not $Platform) { $Platform = ThisPlatform }
$asset = Choose
$place = Join-Path $into $Platform
$beside = Join-Path $into ".$Platform.fetching"
$verified = Join-Path $into ".$Platform.verified"
$origin = Setting 'ORIGIN' 'auto'
if ($origin -notin 'auto', 'binary', 'source') { Fail 2 '@PREFIX@_ORIGIN is auto, binary or source' }
function IsDone { $origin -ne 'source' -and (($origin -eq 'auto' -and (InPlace 'source ')) -or (InPlace)) }
if (IsDone) { exit 0 }
$cache = CacheFolder
New-Item -ItemType Directory -Force $into, $cache | Out-Null
$mutex = Lock
try {
    if (IsDone) { exit 0 }
    if ($origin -eq 'source') { FromSource; exit 0 }
    $cached = Join-Path $cache $asset.Sha256
    switch (Get-Archive $cached) {
        'done' { Unpack $cached; Record; Say "$version is in $place" }
        'wrong' { Fail 6 'nothing was used, and nothing is built instead; @PREFIX@_ORIGIN=source builds it' }
        default {
            if ($origin -eq 'binary' -or $fallback.Count -eq 0) { Fail 4 "$($asset.Name) cannot be had: check the network and the version, or set @PREFIX@_RELEASE_URL" }
            FromSource
        }
    }
}
finally { $mutex.ReleaseMutex() }
