# Called by setup.bat: an environment beside the workspace, without administrator rights, and a shortcut on the desktop.
# ASCII only: Windows PowerShell 5 reads other characters by the code page of the machine.
param(
    [string]$Folder = (Join-Path $HOME "duban"),
    [switch]$NoShortcut
)
$ErrorActionPreference = "Stop"
$source = Split-Path -Parent $PSScriptRoot
$wheels = Join-Path $source "wheels"

function Find-Python {
    foreach ($candidate in @(@("py", "-3"), @("python"), @("python3"))) {
        $rest = @($candidate | Select-Object -Skip 1)
        try {
            & $candidate[0] @rest -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>$null
            if ($LASTEXITCODE -eq 0) { return , $candidate }
        } catch { }
    }
    throw "Python 3.11 or newer was not found. Install it for this user only (no administrator needed), then run setup.bat again."
}

$python = Find-Python
$rest = @($python | Select-Object -Skip 1)
New-Item -ItemType Directory -Force -Path $Folder | Out-Null
$venv = Join-Path $Folder ".venv"
$inside = Join-Path $venv "Scripts\python.exe"
if (-not (Test-Path -LiteralPath $inside)) {
    Write-Host "Making the environment $venv ..."
    & $python[0] @rest -m venv $venv
    if ($LASTEXITCODE -ne 0) { throw "The environment could not be made. Reinstall Python with its standard components." }
}
Write-Host "Installing, please wait ..."
if (Test-Path -LiteralPath $wheels) {
    & $inside -m pip install --quiet --disable-pip-version-check --no-index --find-links $wheels --upgrade duban-toolkit
} else {
    & $inside -m pip install --quiet --disable-pip-version-check --upgrade $source
}
if ($LASTEXITCODE -ne 0) { throw "The installation failed. See the lines above." }
$duban = Join-Path $venv "Scripts\duban.exe"
& $duban --version
if ($LASTEXITCODE -ne 0) { throw "The program does not start." }

if (-not $NoShortcut) {
    # A window in the workspace in which duban is found; nothing is written to the registry or to PATH.
    $shell = New-Object -ComObject WScript.Shell
    $link = $shell.CreateShortcut((Join-Path ([Environment]::GetFolderPath("Desktop")) "duban.lnk"))
    $link.TargetPath = Join-Path $env:SystemRoot "System32\cmd.exe"
    $link.Arguments = '/k ""' + (Join-Path $venv "Scripts\activate.bat") + '""'
    $link.WorkingDirectory = $Folder
    $link.Save()
}
Write-Host "Done. Open the shortcut duban on the desktop and type: duban setup"
