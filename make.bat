@echo off
rem What the Makefile does, for Windows without make: make.bat demo, make.bat test.
rem Everything runs in .venv beside this file; only Python 3.11 or newer is needed.
rem Plain ASCII on purpose: cmd.exe reads other characters by the console's code page.
setlocal
cd /d "%~dp0"
set "VPY=.venv\Scripts\python.exe"

if /i "%~1"=="demo" goto demo
if /i "%~1"=="test" goto test
if /i "%~1"=="check" goto check
if /i "%~1"=="venv" goto venv
echo make.bat demo    a demo workspace in duban-demo, run once
echo make.bat test    the tests
echo make.bat check   lint, types and tests
echo make.bat venv    only makes the environment
if "%~1"=="" exit /b 0
exit /b 2

:demo
call :install runtime . || exit /b 1
if exist duban-demo rmdir /s /q duban-demo
".venv\Scripts\duban.exe" demo duban-demo
exit /b %ERRORLEVEL%

:test
call :install develop .[dev] || exit /b 1
"%VPY%" -m pytest -m "not system"
exit /b %ERRORLEVEL%

:check
call :install develop .[dev] || exit /b 1
"%VPY%" -m ruff check . || exit /b 1
"%VPY%" -m ruff format --check . || exit /b 1
"%VPY%" -m mypy || exit /b 1
"%VPY%" -m pytest -m "not system"
exit /b %ERRORLEVEL%

:venv
call :install develop .[dev]
exit /b %ERRORLEVEL%

rem install STAMP WHAT: the environment, and the package in it; again only when pyproject.toml has changed
:install
if not exist "%VPY%" call :create || exit /b 1
fc /b pyproject.toml ".venv\%1.stamp" >nul 2>&1 && exit /b 0
echo Installing, please wait ...
"%VPY%" -m pip install --quiet --disable-pip-version-check -e "%2" || exit /b 1
copy /y pyproject.toml ".venv\%1.stamp" >nul
exit /b 0

:create
set "FOUND="
for %%P in ("py -3" "python" "python3") do if not defined FOUND call :try %%P
if not defined FOUND (
    echo Python 3.11 or newer was not found. Please install it, tick "Add python.exe to PATH", and run this again.
    exit /b 1
)
echo Making the environment .venv ...
%FOUND% -m venv .venv && exit /b 0
rmdir /s /q .venv 2>nul
echo The environment .venv could not be made. Please reinstall Python with its standard components and run this again.
exit /b 1

:try
%~1 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>&1 && set "FOUND=%~1"
exit /b 0
