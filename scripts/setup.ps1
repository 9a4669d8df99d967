# Called by setup.bat: an environment beside the workspace, without administrator rights, and a shortcut on the desktop.
# UTF-8 with a byte order mark, by which Windows PowerShell 5 reads the Chinese; no curly quotation marks: to PowerShell they are quotes.
param(
    [string]$Folder = (Join-Path $HOME "duban"),
    [switch]$NoShortcut
)
$ErrorActionPreference = "Stop"
$source = Split-Path -Parent $PSScriptRoot
$wheels = Join-Path $source "wheels"

function Stop-Here([string]$why) {
    Write-Host $why -ForegroundColor Red
    exit 1
}

function Find-Python {
    foreach ($candidate in @(@("py", "-3"), @("python"), @("python3"))) {
        $rest = @($candidate | Select-Object -Skip 1)
        try {
            & $candidate[0] @rest -c "import sys; sys.exit(sys.version_info < (3, 11))" 2>$null
            if ($LASTEXITCODE -eq 0) { return , $candidate }
        } catch { }
    }
    Stop-Here "没有找到 Python 3.11 或更高版本：请先安装（选只为我安装，不需要管理员权限），再运行一次 setup.bat。(Python 3.11 or newer was not found.)"
}

$python = Find-Python
$rest = @($python | Select-Object -Skip 1)
New-Item -ItemType Directory -Force -Path $Folder | Out-Null
$Folder = (Resolve-Path -LiteralPath $Folder).ProviderPath
$venv = Join-Path $Folder ".venv"
$inside = Join-Path $venv "Scripts\python.exe"
if (-not (Test-Path -LiteralPath $inside)) {
    Write-Host "正在建立运行环境：$($venv) (making the environment)"
    & $python[0] @rest -m venv $venv
    if ($LASTEXITCODE -ne 0) { Stop-Here "运行环境没有建成：请重新安装 Python，安装时各项组件都保留。(The environment could not be made.)" }
}
Write-Host "正在安装，请稍候…… (installing)"
if (Test-Path -LiteralPath $wheels) {
    & $inside -m pip install --quiet --disable-pip-version-check --no-index --find-links $wheels --upgrade duban-toolkit
} else {
    & $inside -m pip install --quiet --disable-pip-version-check --upgrade $source
}
if ($LASTEXITCODE -ne 0) { Stop-Here "没有装成：原因见上面几行；没有网络的电脑，请用离线安装包（见管理员手册）。(The installation failed.)" }
$duban = Join-Path $venv "Scripts\duban.exe"
& $duban --version
if ($LASTEXITCODE -ne 0) { Stop-Here "装好了，但程序不能启动：请把上面几行交维护人员。(The program does not start.)" }

$activate = Join-Path $venv "Scripts\activate.bat"
$open = "双击桌面上的快捷方式 duban，输入 duban setup，按回车。(Open the shortcut duban and type: duban setup)"
if (-not $NoShortcut) {
    # A window in the workspace in which duban is found; nothing is written to the registry or to PATH.
    try {
        $shell = New-Object -ComObject WScript.Shell
        $link = $shell.CreateShortcut((Join-Path ([Environment]::GetFolderPath("Desktop")) "duban.lnk"))
        $link.TargetPath = Join-Path $env:SystemRoot "System32\cmd.exe"
        $link.Arguments = '/k ""' + $activate + '""'
        $link.WorkingDirectory = $Folder
        $link.Save()
    } catch {
        $open = "快捷方式没有建成。打开命令提示符，先运行 `"$($activate)`"，再运行 cd /d `"$($Folder)`" 和 duban setup。(No shortcut could be made.)"
    }
}
Write-Host "装好了。$($open)"
