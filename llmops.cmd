@echo off
rem Runs the llmops command from a checkout: finds a JDK, builds what the command line needs if it is missing, and starts
rem it. Needs a JDK 17 or newer, and nothing else. LLMOPS_JAVA_OPTS holds options for the JVM. After a change of the
rem sources, delete llmops-cli\target\llmops.classpath to build again.
setlocal
set "HOME_DIR=%~dp0"
set "STAMP=%HOME_DIR%llmops-cli\target\llmops.classpath"

if defined JAVA_HOME (set "JAVA=%JAVA_HOME%\bin\java.exe") else (set "JAVA=java")
"%JAVA%" -version >nul 2>&1
if errorlevel 1 (
  echo llmops: no Java found: install a JDK 17 or newer, or point JAVA_HOME to one 1>&2
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
set /p CLASSPATH_FILE=<"%STAMP%"
> "%STAMP%.args" echo -cp "%HOME_DIR:\=/%llmops-cli/target/classes;%CLASSPATH_FILE:\=/%"
"%JAVA%" %LLMOPS_JAVA_OPTS% -Dfile.encoding=UTF-8 -Dstdout.encoding=UTF-8 -Dstderr.encoding=UTF-8 -Dsun.stdout.encoding=UTF-8 -Dsun.stderr.encoding=UTF-8 --enable-native-access=ALL-UNNAMED "@%STAMP%.args" io.llmops.cli.Main %*
exit /b %ERRORLEVEL%
