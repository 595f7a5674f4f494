# Runs Springform @VERSION@ for this project: pwsh @FILE@ --target=Dist. The first run downloads it into the user's cache and verifies it by SHA-256; each later
# run looks whether size and time of every file are still those.
# Written by: springform --target=Wrapper, which also moves it to a newer version. Do not edit it.
#
#   @PREFIX@_RELEASE_URL   folder with the same files, asked instead of the release (they must have the same SHA-256)
#   @PREFIX@_CACHE         where it is kept
#   @PREFIX@_OFFLINE=1     ask no server
# Needs Windows PowerShell 5.1 or PowerShell 7, and tar (part of Windows 10). Exit codes: those of Springform; 4 it is not to be had, 6 a file is not the pinned one.
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

$name = '@NAME@'
$version = '@VERSION@'
$addresses = @(@ADDRESSES@)
$assets = @(
@ASSETS@
)

@FUNCTIONS@

# All of it, for all of it is run.
function Stamp { @($asset.Sha256) + @(Get-ChildItem -LiteralPath $place -Recurse -File -Force | Sort-Object FullName | ForEach-Object { "$($_.FullName) $($_.Length) $($_.LastWriteTimeUtc.Ticks)" }) -join "`n" }
function InPlace { (Test-Path -LiteralPath $place) -and (Test-Path -LiteralPath $verified) -and [IO.File]::ReadAllText($verified) -eq (Stamp) }

$Platform = ThisPlatform
$asset = Choose
$into = Join-Path (CacheFolder) 'wrapper'
$place = Join-Path $into "$version-$($asset.Sha256)"
$beside = "$place.fetching"
$verified = "$place.verified"
if (-not (InPlace)) {
    New-Item -ItemType Directory -Force $into | Out-Null
    $mutex = Lock
    try {
        if (-not (InPlace)) {
            $cached = Join-Path $into $asset.Sha256
            switch (Get-Archive $cached) {
                'done' { Unpack $cached; [IO.File]::WriteAllText($verified, (Stamp)) }
                'wrong' { Fail 6 'nothing was used' }
                default { Fail 4 "$($asset.Name) cannot be had: check the network, or set @PREFIX@_RELEASE_URL" }
            }
        }
    }
    finally { $mutex.ReleaseMutex() }
}
Remove-Item Env:@PREFIX@_RELEASE_URL -ErrorAction SilentlyContinue
$program = Join-Path $place $(if ($Platform -like 'windows_*') { '@PROGRAMS@.exe' } else { '@PROGRAMS@' })
& $program @args
exit $LASTEXITCODE
