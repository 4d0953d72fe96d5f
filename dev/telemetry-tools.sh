#!/usr/bin/env bash
# Real counterparts for the telemetry tests: an OpenTelemetry Collector (built by its own builder, which needs Go) and
# Debian's Prometheus (unpacked from its package, not installed). Both once, into target/telemetry-tools.
#
# Usage: eval "$(dev/telemetry-tools.sh)"     sets LLMOPS_OTELCOL and LLMOPS_PROMETHEUS to the programs that are here
set -euo pipefail

COLLECTOR=0.140.0

root=$(cd "$(dirname "$0")/.." && pwd)
home="$root/target/telemetry-tools"
mkdir -p "$home"

otel_collector() {
  local program="$home/otelcol-$COLLECTOR/otelcol"
  if [[ ! -x $program ]]; then
    command -v go >/dev/null || { echo "telemetry-tools: no Go here, so no collector" >&2; return; }
    cat >"$home/collector.yaml" <<YAML
dist: {name: otelcol, output_path: $home/otelcol-$COLLECTOR}
receivers: [{gomod: go.opentelemetry.io/collector/receiver/otlpreceiver v$COLLECTOR}]
exporters: [{gomod: go.opentelemetry.io/collector/exporter/debugexporter v$COLLECTOR}]
YAML
    # The checksum database is not reachable from every build machine; the module proxy's go.sum still pins what is used.
    GOSUMDB=off GOFLAGS=-mod=mod GOBIN="$home" go install "go.opentelemetry.io/collector/cmd/builder@v$COLLECTOR" >&2 &&
      GOSUMDB=off GOFLAGS=-mod=mod "$home/builder" --config "$home/collector.yaml" >"$home/collector.log" 2>&1 ||
      { echo "telemetry-tools: the collector could not be built; see $home/collector.log" >&2; return; }
  fi
  echo "export LLMOPS_OTELCOL=$program"
}

prometheus_server() {
  local program
  program=$(command -v prometheus || echo "$home/prometheus/usr/bin/prometheus")
  if [[ ! -x $program ]]; then
    command -v apt-get >/dev/null || { echo "telemetry-tools: no Debian here, so no Prometheus" >&2; return; }
    (cd "$home" && apt-get -qq download prometheus >&2 && dpkg-deb -x prometheus_*.deb prometheus) ||
      { echo "telemetry-tools: Prometheus could not be fetched" >&2; return; }
  fi
  echo "export LLMOPS_PROMETHEUS=$program"
}

otel_collector
prometheus_server
