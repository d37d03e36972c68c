#!/usr/bin/env bash
# What ops/ promises, with Debian's own Prometheus:  tests/Ops/run.sh
#   rules and their tests by promtool; a real run of the module exported to a real node_exporter and scraped by a real Prometheus, of which every query
#   of the dashboard must get data; and short jobs, each a process of its own, whose counters add up in one file until the alerts fire. Ports are free ones of 127.0.0.1, state lies in a temporary folder, all processes end with this script.
# And what examples/deploy promises, as far as it can be told here.
# Missing programs come from Debian's packages, unpacked into out/ops and not installed: no service is started, nothing of the machine changes.
set -uo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
# shellcheck source=../Conformance/servers/lib.sh
. "$root/tests/Conformance/servers/lib.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/r2-ops.XXXXXX")
programs=$root/out/ops

end() {
  touch "$work/text/stop" 2>/dev/null
  stop_process "$work/workload.pid" workload.ps1
  stop_process "$work/prometheus.pid" prometheus
  stop_process "$work/node-exporter.pid" prometheus-node-exporter
  rm -rf "$work"
}
trap end EXIT
trap 'exit 130' INT TERM

# Unpacks Debian's packages where their programs are missing, or says why it cannot.
install_programs() {
  export PATH=$PATH:$programs/usr/bin
  have prometheus promtool prometheus-node-exporter && return
  have apt-get dpkg-deb || { echo "there is no apt-get"; return 1; }
  mkdir -p "$programs/packages"
  local packages=(prometheus prometheus-node-exporter)
  if ! (cd "$programs/packages" && timeout 300 apt-get download -qq "${packages[@]}") >/dev/null 2>&1 </dev/null; then
    [ "$(id -u)" -eq 0 ] && timeout 120 apt-get update -qq >/dev/null 2>&1 </dev/null
    (cd "$programs/packages" && timeout 300 apt-get download -qq "${packages[@]}") >/dev/null 2>&1 </dev/null || { echo "apt-get could not download ${packages[*]}"; return 1; }
  fi
  local package
  for package in "$programs"/packages/*.deb; do dpkg-deb -x "$package" "$programs" || return 1; done
  have prometheus promtool prometheus-node-exporter || { echo "the packages lack their programs"; return 1; }
}

check() { # name, command...
  local name=$1 output
  shift
  if output=$("$@" 2>&1 </dev/null); then pass "$name"; else fail "$name"; echo "$output"; fi
}

# The queries of the dashboard, a line each, with Grafana's variables filled in.
queries() {
  sed -n 's/^ *"expr": "\(.*\)",\{0,1\}$/\1/p' "$root/ops/grafana/r2-dashboard.json" |
    sed -e 's/\\"/"/g' -e 's/\$__rate_interval/30s/g' -e 's/\$instance/.*/g'
}

# Whether a query has a sample that is a number; 0/0 has none.
has_data() { timeout 10 promtool query instant "http://127.0.0.1:$prometheus_port" "$1" 2>/dev/null | grep -q '=> [0-9]'; }

run_for_real() {
  local node_port output query
  node_port=$(free_port)
  prometheus_port=$(free_port)
  mkdir "$work/text"
  cat >"$work/prometheus.yml" <<YML
global: { scrape_interval: 1s, evaluation_interval: 1s }
rule_files: ["$root/ops/prometheus/r2-alerts.yml"]
scrape_configs: [{ job_name: node, static_configs: [{ targets: ["127.0.0.1:$node_port"] }] }]
YML
  check "promtool check config" promtool check config "$work/prometheus.yml"
  prometheus-node-exporter --collector.disable-defaults --collector.textfile --collector.textfile.directory="$work/text" \
    --web.listen-address="127.0.0.1:$node_port" >"$work/node-exporter.log" 2>&1 </dev/null &
  echo $! >"$work/node-exporter.pid"
  prometheus --config.file="$work/prometheus.yml" --storage.tsdb.path="$work/data" --web.listen-address="127.0.0.1:$prometheus_port" >"$work/prometheus.log" 2>&1 </dev/null &
  echo $! >"$work/prometheus.pid"
  timeout 300 dotnet "$(shell_of_module)" "$here/workload.ps1" -Directory "$work/text" >"$work/workload.log" 2>&1 </dev/null &
  echo $! >"$work/workload.pid"

  if ! wait_for 90 test -s "$work/text/r2.prom"; then fail "the run exports nothing"; cat "$work/workload.log"; return; fi
  if ! wait_for 60 has_data r2_connection_pool_size; then fail "Prometheus gets nothing"; cat "$work/prometheus.log" "$work/node-exporter.log"; return; fi
  if output=$(promtool check metrics <"$work/text/r2.prom" 2>&1); then pass "promtool check metrics"; else fail "promtool check metrics"; echo "$output"; fi
  if wait_for 30 has_data 'node_textfile_scrape_error == 0'; then pass "node_exporter reads the text"; else fail "node_exporter cannot read the text"; cat "$work/node-exporter.log"; fi
  while IFS= read -r query; do
    if wait_for 60 has_data "$query"; then pass "dashboard: $query"; else fail "dashboard has no data: $query"; tail -n 5 "$work/workload.log"; fi
  done < <(queries)
  if [ "$(queries | wc -l)" -lt 8 ]; then fail "the dashboard's queries were not found"; fi
}

# Four jobs, ten minutes apart by the clock of promtool, the last two with failures. Each state of the file becomes ten minutes of its series.
short_jobs() {
  local job outcome jobs=$work/jobs
  mkdir "$jobs"
  for job in 1 2 3 4; do
    outcome=good
    [ "$job" -le 2 ] || outcome=bad
    if ! timeout 120 dotnet "$(shell_of_module)" "$here/job.ps1" -Path "$jobs/r2.prom" -Outcome "$outcome" >"$work/job.log" 2>&1 </dev/null; then
      fail "short job $job"; cat "$work/job.log"; return
    fi
    cp "$jobs/r2.prom" "$jobs/$job"
  done
  if promtool check metrics <"$jobs/r2.prom" >"$work/check.log" 2>&1; then pass "promtool check metrics, of several jobs"; else fail "promtool check metrics, of several jobs"; cat "$work/check.log"; fi
  {
    echo "rule_files: ['$root/ops/prometheus/r2-alerts.yml']"
    echo "evaluation_interval: 1m"
    echo "tests:"
    echo "  - interval: 1m"
    echo "    input_series:"
    (cd "$jobs" && awk '
      /^#/ { next }
      !(($1) in seen) { seen[$1]; order[++count] = $1 }
      { value[$1, FILENAME] = $2 }
      END {
        for (i = 1; i <= count; i++) {
          series = order[i]; line = ""
          for (job = 1; job <= 4; job++) line = line (((series, job) in value) ? value[series, job] "x9 " : "_x10 ")
          if (!sub(/\{/, "{instance=\"jobs\",", series)) series = series "{instance=\"jobs\"}"
          printf "      - { series: \x27%s\x27, values: \x27%s\x27 }\n", series, line
        }
      }' 1 2 3 4)
    echo "    promql_expr_test:"
    expect 19 ""
    expect 22 R2AuthErrors
    expect 27 R2HighErrorRate
    expect 32 "R2AuthErrors R2HighErrorRate"
  } >"$work/jobs.test.yml"
  check "alerts fire from a row of short jobs" promtool test rules "$work/jobs.test.yml"
}

# A job that kills itself amid its upload: what it began is in the file all the same, and the alert fires after an hour; another job aborts the upload, and the alert ends.
killed_job() {
  local file=$work/killed.prom
  R2_METRIC_PATH=$file timeout 120 dotnet "$(shell_of_module)" "$here/job.ps1" -Path "$file" -Outcome killed >"$work/job.log" 2>&1 </dev/null
  if ! grep -q '^r2_requests_total{operation="CreateMultipartUpload",status="200"} 1$' "$file"; then fail "a killed job left no trace"; cat "$work/job.log"; return; fi
  pass "a killed job has exported its upload"
  {
    echo "rule_files: ['$root/ops/prometheus/r2-alerts.yml']"
    echo "evaluation_interval: 1m"
    echo "tests:"
    echo "  - interval: 1m"
    echo "    input_series:"
    awk '!/^#/ { series = $1; if (!sub(/\{/, "{instance=\"jobs\",", series)) series = series "{instance=\"jobs\"}"; printf "      - { series: \x27%s\x27, values: \x27%sx120\x27 }\n", series, $2 }' "$file"
    echo "      - { series: 'r2_requests_total{instance=\"jobs\",operation=\"AbortMultipartUpload\",status=\"204\"}', values: '_x79 1x40' }"
    echo "    promql_expr_test:"
    expect 55 ""
    expect 65 R2MultipartStuck
    expect 85 ""
  } >"$work/killed.test.yml"
  check "the alert fires on a killed job, and ends when its upload is aborted" promtool test rules "$work/killed.test.yml"
}

# Which alerts fire at a minute, for promtool.
expect() {
  local alert samples=
  for alert in $2; do samples+="{ labels: '{alertname=\"$alert\"}', value: 1 }, "; done
  echo "      - { expr: 'count by (alertname) (ALERTS{alertstate=\"firing\"})', eval_time: $1m, exp_samples: [$samples] }"
}

shell_of_module() { find "$root/tools/Shell/bin" -name R2.Shell.dll -path '*net10.0*' | head -n 1; }

# Examples of deployment: what can be checked without their clouds.
check_examples() {
  local deploy=$root/examples/deploy file
  if have python3 && python3 -c 'import yaml' 2>/dev/null; then
    for file in "$deploy"/*.yml "$deploy"/kubernetes/*.yaml "$root"/.github/dependabot.yml "$root"/.github/workflows/*.yml "$root"/action.yml "$root"/ops/azure-devops/r2.yml; do
      check "YAML: ${file#"$root"/}" python3 -c 'import sys, yaml; assert isinstance(yaml.safe_load(open(sys.argv[1])), dict)' "$file"
    done
  else
    skip "examples/deploy: there is no python3 with yaml to read them"
  fi
  if have node npm && npm install --silent --no-audit --no-fund --prefix "$programs/npm" kubernetes-models@4.5.1 yaml@2.8.1 >/dev/null 2>&1 </dev/null; then
    check "Kubernetes' schemas: $(cd "$deploy/kubernetes" && echo *.yaml)" node "$here/manifests.cjs" "$programs/npm/node_modules" "$deploy"/kubernetes/*.yaml
  else
    skip "examples/deploy/kubernetes: there is no npm to fetch the API's schemas"
  fi
  if have systemd-analyze; then
    check "systemd-analyze verify" systemd-analyze verify "$deploy/systemd/r2-backup.service" "$deploy/systemd/r2-backup.timer"
  else
    skip "examples/deploy/systemd: there is no systemd-analyze"
  fi
}

check_examples

if ! why=$(install_programs); then
  skip "ops/: $why"
  summary
  [ "$failed" -eq 0 ]
  exit
fi

export PATH=$PATH:$programs/usr/bin
check "promtool check rules" promtool check rules "$root/ops/prometheus/r2-alerts.yml"
check "promtool test rules" promtool test rules "$root/ops/prometheus/r2-alerts.test.yml"
if ! dotnet build "$root/tools/Shell/R2.Shell.csproj" -nologo -v quiet || ! dotnet build "$root/src/R2.Cmdlets/R2.Cmdlets.csproj" -nologo -v quiet; then
  fail "the module does not build"
else
  run_for_real
  short_jobs
  killed_job
fi

summary
[ "$failed" -eq 0 ]
