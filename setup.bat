@echo off
rem Installs the toolkit for this user: setup.bat [folder of the workspace]. No administrator rights, nothing in the registry.
rem Plain ASCII on purpose: cmd.exe reads other characters by the console's code page.
setlocal
set "HERE=%~dp0"
if "%~1"=="" (
    powershell -NoProfile -ExecutionPolicy Bypass -File "%HERE%scripts\setup.ps1"
) else (
    rem the dot: a backslash before the closing quote would hide it from PowerShell
    powershell -NoProfile -ExecutionPolicy Bypass -File "%HERE%scripts\setup.ps1" -Folder "%~f1\."
)
set "STATUS=%ERRORLEVEL%"
if not "%STATUS%"=="0" echo The installation did not succeed. Nothing outside of the folder was changed.
if "%~2"=="" pause
exit /b %STATUS%
