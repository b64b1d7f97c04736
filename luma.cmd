@echo off
rem The one launcher of LumaDB Console on Windows: finds a JDK, builds what is out of date, runs.
rem   luma            the console
rem   luma test       every test of every module
rem   luma --help     all the subcommands
rem LUMA_JAVA_OPTS adds JVM options, LUMA_NO_BUILD=1 runs what was built last.
setlocal EnableExtensions DisableDelayedExpansion
set "REQUIRED=25"
set "ROOT=%~dp0"
if "%ROOT:~-1%"=="\" set "ROOT=%ROOT:~0,-1%"
set "APP=%ROOT%\console-app\target"
set "STAMP=%APP%\luma.stamp"
set "LUMA_ROOT=%ROOT%"

call :find_jdk
if not defined JDK goto :no_jdk
set "JAVA_HOME=%JDK%"

set "MAVEN=%ROOT%\mvnw.cmd"
where mvn.cmd >nul 2>nul && set "MAVEN=mvn.cmd"

if /i "%~1"=="test" goto :test

if defined LUMA_NO_BUILD goto :run
call :out_of_date
if not errorlevel 1 goto :run
echo luma: building LumaDB Console (the first time takes some minutes and downloads its libraries) 1>&2
if not exist "%APP%" mkdir "%APP%"
if exist "%APP%\lib" rmdir /s /q "%APP%\lib"
pushd "%ROOT%"
call "%MAVEN%" -q -B -ntp -Dstyle.color=never -Dquick -Dmaven.test.skip=true -pl console-app -am package 1>&2
set "STATUS=%ERRORLEVEL%"
popd
if not "%STATUS%"=="0" (
  echo luma: the build failed; the messages above say where. 1>&2
  exit /b 1
)
type nul > "%APP%\luma.quick"
type nul > "%STAMP%"

:run
set "JAR="
for %%J in ("%APP%\lumadb-console-app-*.jar") do set "JAR=%%~fJ"
if not defined JAR (
  echo luma: nothing is built in "%APP%"; start again without LUMA_NO_BUILD. 1>&2
  exit /b 1
)
set "FIRST=%~1"
set "KIND=client"
if "%FIRST%"=="" set "KIND=window"
if /i "%FIRST%"=="console" set "KIND=window"
if "%FIRST:~0,1%"=="-" set "KIND=window"
if /i "%FIRST%"=="server" set "KIND=server"
if /i "%FIRST%"=="load" set "KIND=server"
for %%A in (%*) do (
  if /i "%%~A"=="--help" set "KIND=client"
  if "%%~A"=="-h" set "KIND=client"
  if /i "%%~A"=="--version" set "KIND=client"
  if "%%~A"=="-V" set "KIND=client"
)
goto :run_%KIND%

:run_window
"%JDK%\bin\java.exe" "@%ROOT%\console-app\src\main\launch\luma.args" "@%ROOT%\console-app\src\main\launch\engine.args" --module-path "%APP%\lib\javafx" "@%ROOT%\console-ui\src\main\launch\javafx.args" -Xms48m -XX:MaxRAMPercentage=40 -XX:G1PeriodicGCInterval=60000 -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=25 %LUMA_JAVA_OPTS% -cp "%JAR%;%APP%\lib\*" io.lumadb.console.app.Luma %*
exit /b %ERRORLEVEL%

:run_server
set ENGINE="@%ROOT%\console-app\src\main\launch\engine.args"
if /i "%FIRST%"=="load" set "ENGINE="
"%JDK%\bin\java.exe" "@%ROOT%\console-app\src\main\launch\luma.args" %ENGINE% -Xms64m -XX:MaxRAMPercentage=50 -XX:G1PeriodicGCInterval=60000 -XX:MinHeapFreeRatio=60 -XX:MaxHeapFreeRatio=100 %LUMA_JAVA_OPTS% -cp "%JAR%;%APP%\lib\*;%APP%\lib\javafx\*" io.lumadb.console.app.Luma %*
exit /b %ERRORLEVEL%

:run_client
"%JDK%\bin\java.exe" "@%ROOT%\console-app\src\main\launch\luma.args" -Xms32m -XX:+UseSerialGC %LUMA_JAVA_OPTS% -cp "%JAR%;%APP%\lib\*;%APP%\lib\javafx\*" io.lumadb.console.app.Luma %*
exit /b %ERRORLEVEL%

:test
set "GOALS=verify"
if exist "%APP%\luma.quick" set "GOALS=clean verify"
set "EXTRA="
shift
:test_options
if "%~1"=="" goto :test_run
if /i "%~1"=="--slow" (set "EXTRA=%EXTRA% -Pslow") else (set "EXTRA=%EXTRA% %1")
shift
goto :test_options
:test_run
pushd "%ROOT%"
for /r %%R in (TEST-*.xml) do del /q "%%R" 2>nul
call "%MAVEN%" -q -B -ntp -Dstyle.color=never -fae %EXTRA% %GOALS%
set "STATUS=%ERRORLEVEL%"
popd
powershell -NoProfile -ExecutionPolicy Bypass -Command "$t=0;$f=0;$s=0; Get-ChildItem -Path $env:LUMA_ROOT -Recurse -Filter 'TEST-*.xml' | Where-Object { $_.FullName -match 'surefire-reports' } | ForEach-Object { $x=([xml](Get-Content -Raw $_.FullName)).testsuite; $t+=[int]$x.tests; $f+=[int]$x.failures+[int]$x.errors; $s+=[int]$x.skipped }; '{0} passed, {1} failed, {2} skipped' -f ($t-$f-$s),$f,$s"
exit /b %STATUS%

rem Error level 1 when a source is newer than the last build, or nothing is built.
:out_of_date
if not exist "%STAMP%" exit /b 1
if not exist "%APP%\lib\javafx" exit /b 1
powershell -NoProfile -ExecutionPolicy Bypass -Command "$b=(Get-Item (Join-Path $env:LUMA_ROOT 'console-app\target\luma.stamp')).LastWriteTime; $n=Get-ChildItem -Path $env:LUMA_ROOT -Recurse -ErrorAction SilentlyContinue | Where-Object { $_.LastWriteTime -gt $b -and $_.FullName -notmatch '\\target(\\|$)' -and ($_.Name -eq 'pom.xml' -or $_.FullName -match '\\src\\main(\\|$)') } | Select-Object -First 1; if ($n) { exit 1 } else { exit 0 }"
exit /b %ERRORLEVEL%

rem Sets JDK to the folder of a JDK that is new enough: JAVA_HOME, PATH, then the usual folders.
:find_jdk
set "JDK="
if defined JAVA_HOME call :try_jdk "%JAVA_HOME%"
if defined JDK exit /b 0
for /f "delims=" %%J in ('where java.exe 2^>nul') do call :try_bin "%%~dpJ"
if defined JDK exit /b 0
for %%P in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\BellSoft" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\OpenJDK" "%LOCALAPPDATA%\Programs\Eclipse Adoptium" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java" "%USERPROFILE%\scoop\apps") do (
  if exist "%%~P" for /d %%D in ("%%~P\*") do call :try_jdk "%%~fD"
)
exit /b 0

:try_bin
for %%B in ("%~1..") do call :try_jdk "%%~fB"
exit /b 0

:try_jdk
if defined JDK exit /b 0
if not exist "%~1\bin\javac.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "FOUND="
for /f "tokens=2 delims==." %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do if not defined FOUND set "FOUND=%%~V"
if not defined FOUND exit /b 0
set "FOUND=%FOUND:"=%"
if %FOUND% GEQ %REQUIRED% set "JDK=%~1"
exit /b 0

:no_jdk
echo luma: LumaDB Console needs a JDK, version %REQUIRED% or later, and found none. 1>&2
echo luma: Looked at JAVA_HOME ("%JAVA_HOME%"), at PATH, and at the usual folders under "%ProgramFiles%", .jdks and SDKMAN. 1>&2
echo luma: Get one, then start again: 1>&2
echo luma:   winget install EclipseAdoptium.Temurin.%REQUIRED%.JDK 1>&2
echo luma:   https://adoptium.net/temurin/releases/?version=%REQUIRED% 1>&2
exit /b 1
