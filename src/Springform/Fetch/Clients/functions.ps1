# May the files in $folder be used? An installer asks whether they start.
function Accept([string]$folder) { }

function Say([string]$text) { [Console]::Error.WriteLine("${name}: $text") }
function Fail([int]$code, [string]$text) { Say $text; exit $code }
function Setting([string]$variable, [string]$default) { $value = [Environment]::GetEnvironmentVariable("@PREFIX@_$variable"); if ($value) { $value } else { $default } }
function Sha256([string]$path) { (Get-FileHash -Algorithm SHA256 -LiteralPath $path).Hash.ToLowerInvariant() }
function Size([string]$path) { if (Test-Path -LiteralPath $path) { (Get-Item -LiteralPath $path).Length } else { 0 } }

function ThisPlatform {
    $isWindowsSystem = [Environment]::OSVersion.Platform -eq 'Win32NT'
    $os = if ($isWindowsSystem) { 'windows' } elseif ($IsMacOS) { 'darwin' } else { 'linux' }
    $arch = switch ([Runtime.InteropServices.RuntimeInformation]::OSArchitecture) { 'X64' { 'amd64' } 'Arm64' { 'arm64' } 'X86' { '386' } default { "$_".ToLowerInvariant() } }
    "${os}_$arch"
}

function ThisLibc {
    if ($Platform -notlike 'linux_*') { return @('-', $null) }
    try { $words = "$(getconf GNU_LIBC_VERSION)".Split(' ') } catch { $words = @() }
    if ($words.Count -eq 2) { return @('glibc', [version]$words[1]) }
    if (Test-Path '/lib/ld-musl-*') { return @('musl', $null) }
    return @('-', $null)
}

# The level of x86-64 that this machine's processor has (only Linux files say what they need); 9 for a machine that is only named.
function ThisLevel {
    if ($Platform -ne (ThisPlatform)) { return 9 }
    $line = if (Test-Path '/proc/cpuinfo') { Get-Content '/proc/cpuinfo' | Where-Object { $_ -match '^flags' } | Select-Object -First 1 }
    $flags = "$line".Split(' ')
    $level = 0
    foreach ($needs in 'lm', 'sse4_2 popcnt', 'avx2 bmi1 bmi2 fma abm', 'avx512f avx512bw avx512cd avx512dq avx512vl') {
        foreach ($flag in $needs.Split(' ')) { if ($flags -notcontains $flag) { return $level } }
        $level++
    }
    return $level
}

# The archive with the highest floor that this machine meets; what needs nothing comes last. Of equal ones that for the newest processor, or for the oldest where
# the machine is only named.
function Choose {
    $libc, $have = ThisLibc
    $processor = ThisLevel
    $own = @($assets | Where-Object { $_.Platform -eq $Platform })
    if ($own.Count -eq 0) { Fail 4 "version $version has no archive for $Platform; it has: $(($assets.Platform | Sort-Object -Unique) -join ' ')" }
    $fitting = @($own | Where-Object { $_.Level -le $processor } | Where-Object { $_.Libc -eq '-' -or ($_.Libc -eq $libc -and ($libc -eq 'musl' -or $have -ge [version]$_.Floor)) })
    if ($fitting.Count -eq 0) { Fail 4 "version $version has no archive that runs here ($libc $have, x86-64-v$processor); the nearest needs $($own[0].Libc) $($own[0].Floor)$(if ($own[0].Level) { " and a processor of x86-64-v$($own[0].Level)" })" }
    $fitting | Sort-Object { if ($_.Libc -eq 'glibc') { [version]$_.Floor } elseif ($_.Libc -eq 'musl') { [version]'9999.0' } else { [version]'0.0' } }, { if ($processor -eq 9) { -$_.Level } else { $_.Level } } -Descending | Select-Object -First 1
}

function IsRight([string]$folder) {
    foreach ($file in $asset.Files) {
        $path = Join-Path $folder $file.Path
        if (-not (Test-Path -LiteralPath $path) -or (Sha256 $path) -ne $file.Sha256) { return $false }
    }
    return $true
}

# Size and time of each required file: what has not changed since it was verified is not read again. Nothing where one is missing.
function Stamp {
    $lines = @($asset.Sha256)
    foreach ($file in $asset.Files) {
        $path = Join-Path $place $file.Path
        if (-not [IO.File]::Exists($path)) { return '' }
        $there = New-Object IO.FileInfo $path
        $lines += "$($file.Path) $($there.Length) $($there.LastWriteTimeUtc.Ticks)"
    }
    return $lines -join "`n"
}

# What was verified is there still; or it is right, though it was copied or touched. Without the record, all is read again.
function InPlace([string]$kind = '') {
    $now = Stamp
    if (-not $now) { return $false }
    if ([IO.File]::Exists($verified) -and [IO.File]::ReadAllText($verified) -eq "$kind$now") { return $true }
    if ($kind -or -not (IsRight $place)) { return $false }
    Record
    return $true
}

function Record([string]$kind = '') { [IO.File]::WriteAllText($verified, "$kind$(Stamp)") }

# One attempt, which goes on where the last one stopped. $true: all came; $null: the server says no for good; $false: try again
function DownloadOnce([string]$address, [string]$part) {
    $there = Size $part
    if ($there -ge $asset.Size) { return $true }
    $request = [Net.HttpWebRequest]::Create($address)
    $request.Timeout = 30000
    $request.ReadWriteTimeout = 30000
    $request.MaximumAutomaticRedirections = 5
    if ($there -gt 0) { $request.AddRange([long]$there) }
    try {
        $answer = $request.GetResponse()
        if ($answer.ResponseUri.Scheme -ne 'https' -and -not $answer.ResponseUri.IsLoopback) { Say "$address leads to what is not encrypted"; return $null }
        $mode = if ([int]$answer.StatusCode -eq 206) { [IO.FileMode]::Append } else { [IO.FileMode]::Create }
        $file = [IO.File]::Open($part, $mode)
        try {
            $body = $answer.GetResponseStream()
            $buffer = New-Object byte[] 131072
            while (($count = $body.Read($buffer, 0, $buffer.Length)) -gt 0) { $file.Write($buffer, 0, $count) }
        }
        finally { $file.Dispose(); $answer.Dispose() }
        return (Size $part) -ge $asset.Size
    }
    catch {
        $failure = $_.Exception
        while ($failure.InnerException) { $failure = $failure.InnerException }
        Say $failure.Message
        $status = 0
        for ($cause = $_.Exception; $cause; $cause = $cause.InnerException) { if ($cause -is [Net.WebException] -and $cause.Response) { $status = [int]$cause.Response.StatusCode } }
        if ($status -eq 416) { Remove-Item -LiteralPath $part -Force }
        if ($status -ge 400 -and $status -lt 500 -and $status -notin 408, 416, 425, 429) { return $null }
        return $false
    }
}

function Download([string]$address, [string]$part) {
    $uri = [uri]$address
    if ($uri.Scheme -ne 'https' -and -not $uri.IsLoopback) { Say "$address is not https"; return $false }
    $pause = 1
    for ($attempt = 1; $attempt -le 5; $attempt++) {
        $before = Size $part
        $outcome = DownloadOnce $address $part
        if ($outcome) { return $true }
        if ($null -eq $outcome) { Say "${address}: the server says no"; return $false }
        if ((Size $part) -gt $before) { $attempt = 0; $pause = 1 }
        if ($attempt -lt 5) { Start-Sleep -Seconds $pause; $pause *= 2 }
    }
    Say "${address}: given up after 5 attempts"
    return $false
}

# 'done', 'wrong' or 'unavailable'
function Get-Archive([string]$cached) {
    if (Test-Path -LiteralPath $cached) {
        if ((Sha256 $cached) -eq $asset.Sha256) { return 'done' }
        Remove-Item -LiteralPath $cached -Force
    }
    if (Setting 'OFFLINE' '') { Say "$($asset.Name) is not in the cache, and @PREFIX@_OFFLINE is set"; return 'unavailable' }
    $outcome = 'unavailable'
    $own = Setting 'RELEASE_URL' ''
    foreach ($folder in $(if ($own) { @($own) } else { $addresses })) {
        $address = "$($folder.TrimEnd('/'))/$($asset.Name)"
        foreach ($round in 1, 2) {
            $resumed = Size "$cached.part"
            Say "downloading $address ($($asset.Size) bytes)"
            if (-not (Download $address "$cached.part")) { break }
            if ((Sha256 "$cached.part") -eq $asset.Sha256) { Move-Item -LiteralPath "$cached.part" $cached -Force; return 'done' }
            Remove-Item -LiteralPath "$cached.part" -Force
            # What an earlier attempt had left may be of another file: once more, from the start.
            if ($round -eq 2 -or $resumed -eq 0) { Say "$address is complete, and is not the pinned file ($($asset.Sha256))"; $outcome = 'wrong'; break }
        }
    }
    return $outcome
}

# Nothing outside the folder, no links (on Windows they need a right that a build lacks) or devices, no two names that are one on some systems.
function CheckNames([string]$cached) {
    $names = @(tar -tf $cached)
    $kinds = @(tar -tvf $cached)
    if ($LASTEXITCODE -ne 0) { Fail 6 "$($asset.Name) cannot be read" }
    if ($names | Where-Object { $_ -match '^(/|[A-Za-z]:)|(^|/)\.\.(/|$)|\\' }) { Fail 6 "$($asset.Name) has names that leave its folder" }
    if ($names | Group-Object { $_.TrimEnd('/').ToLowerInvariant() } | Where-Object Count -gt 1) { Fail 6 "$($asset.Name) has names twice" }
    if ($kinds | Where-Object { $_ -notmatch '^[-d]' }) { Fail 6 "$($asset.Name) holds links or devices" }
}

function Unpack([string]$cached) {
    CheckNames $cached
    $unpacked = Join-Path $beside 'unpacked'
    New-Item -ItemType Directory -Force $unpacked | Out-Null
    tar -xf $cached -C $unpacked
    if ($LASTEXITCODE -ne 0) { Fail 6 "$($asset.Name) cannot be unpacked" }
    $next = if ($asset.Root) { Join-Path $unpacked $asset.Root } else { $unpacked }
    if (-not (IsRight $next)) { Fail 6 "a file that $($asset.Name) must hold is missing or another one" }
    Accept $next
    if (Test-Path -LiteralPath $place) { Move-Item -LiteralPath $place (Join-Path $beside 'old') }
    Move-Item -LiteralPath $next $place
    Remove-Item -LiteralPath $beside -Recurse -Force
}

# In the cache of this user, which one process at a time may change.
function CacheFolder {
    $user = if ($env:XDG_CACHE_HOME) { $env:XDG_CACHE_HOME } elseif ($env:LOCALAPPDATA) { $env:LOCALAPPDATA } else { Join-Path $HOME '.cache' }
    Setting 'CACHE' (Join-Path (Join-Path $user 'springform') 'fetch')
}

function Lock {
    $own = New-Object Threading.Mutex($false, "Global\springform-$($asset.Sha256)")
    try { $own.WaitOne() | Out-Null } catch [Threading.AbandonedMutexException] { Say 'another process ended early' }
    if ((Test-Path -LiteralPath (Join-Path $beside 'old')) -and -not (Test-Path -LiteralPath $place)) { Move-Item -LiteralPath (Join-Path $beside 'old') $place }
    if (Test-Path -LiteralPath $beside) { Remove-Item -LiteralPath $beside -Recurse -Force }
    $own
}
