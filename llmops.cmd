@echo off
rem Runs the llmops command from a checkout: finds a JDK, builds what the command line needs if it is missing, and starts
rem it. Needs a JDK 17 or newer, and nothing else. LLMOPS_JAVA_OPTS holds options for the JVM. After a change of the
rem sources, delete llmops-cli\target\llmops.classpath to build again.
setlocal
set "HOME_DIR=%~dp0"
set "STAMP=%HOME_DIR%llmops-cli\target\llmops.classpath"
set "ARGS=%HOME_DIR%llmops-cli\target\llmops.args"

set "JAVA=java"
if defined JAVA_HOME if exist "%JAVA_HOME%\bin\java.exe" set "JAVA=%JAVA_HOME%\bin\java.exe"
rem An older Java does not know the option.
"%JAVA%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
if errorlevel 1 (
  echo llmops: no Java 17 or newer found: install a JDK, or point JAVA_HOME to one 1>&2
  exit /b 1
)

if not exist "%STAMP%" (
  echo llmops: building the command line ^(first time: a few minutes and about 300 MB into Maven's local repository^) 1>&2
  pushd "%HOME_DIR%"
  call mvnw.cmd -B -Dquick -Dlauncher -Dmaven.test.skip=true -pl llmops-cli -am package 1>&2
  popd
)
if not exist "%STAMP%" (
  echo llmops: the build failed 1>&2
  exit /b 1
)

chcp 65001 >nul
rem The class path is longer than what a variable or a line of cmd can hold: PowerShell writes it to an argument file for
rem java, where a backslash would be an escape. It also says whether a person watches standard error.
powershell -NoProfile -ExecutionPolicy Bypass -Command "$q = [string][char]34; $cp = $env:HOME_DIR + 'llmops-cli\target\classes;' + [IO.File]::ReadAllText($env:STAMP).Trim(); [IO.File]::WriteAllText($env:ARGS, '-Dllmops.tty=' + (-not [Console]::IsErrorRedirected) + ' -cp ' + $q + $cp.Replace('\', '/') + $q, [Text.Encoding]::Default)"
if errorlevel 1 (
  echo llmops: "%ARGS%" cannot be written 1>&2
  exit /b 1
)
"%JAVA%" %LLMOPS_JAVA_OPTS% -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED "@%ARGS%" io.llmops.cli.Main %*
exit /b %ERRORLEVEL%
